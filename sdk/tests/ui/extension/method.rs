use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

struct Orders;

impl Orders {
    #[extension(kind = "command")]
    fn by_reference(&self, _: &WasmState<'_>, _: WasmStateElement<'_>) {}

    #[extension(kind = "command")]
    fn by_value(self: Box<Self>, _: WasmStateElement<'_>) {}
}

fn main() {}
