use heeus_sdk::{WasmState, WasmStateElement, extension};

struct Orders;

impl Orders {
    #[extension(kind = "command")]
    fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

fn main() {}
