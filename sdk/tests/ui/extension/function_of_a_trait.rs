use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

trait Order {
    fn f(_: &WasmState<'_>, _: WasmStateElement<'_>);
}

trait Another {
    #[extension(kind = "command")]
    fn g(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

struct Orders;

impl Order for Orders {
    #[extension(kind = "command")]
    fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
}

fn main() {}
