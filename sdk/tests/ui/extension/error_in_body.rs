use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {
    let _: u32 = "the only error";
}

fn main() {}
