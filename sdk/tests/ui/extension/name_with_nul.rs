use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command", name = "New\0Order")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
