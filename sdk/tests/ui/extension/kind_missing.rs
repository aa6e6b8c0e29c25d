use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension]
fn without_arguments(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(name = "NewOrder")]
fn with_a_name(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
