use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

struct Orders;

impl Orders {
    #[extension(kind = "command")]
    fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

fn main() {}
