use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn f(_: WasmStateElement<'_>, _: &WasmState<'_>) {}

fn main() {}
