use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn by_reference(_: &WasmState<'_>, _: &WasmStateElement<'_>) {}

#[extension(kind = "command")]
fn other(_: &WasmState<'_>, _: i32) {}

fn main() {}
