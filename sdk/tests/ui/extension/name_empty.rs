use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command", name = "")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
