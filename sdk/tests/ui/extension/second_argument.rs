use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
fn by_reference(_: &WasmState<'_>, _: &WasmStateElement<'_>) {}

#[extension(kind = "command")]
fn other(_: &WasmState<'_>, _: i32) {}

fn main() {}
