use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
fn f(_: WasmStateElement<'_>, _: &WasmState<'_>) {}

fn main() {}
