use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {
    let _: u32 = "the only error";
}

fn main() {}
