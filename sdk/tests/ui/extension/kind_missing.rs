use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension]
fn without_arguments(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(name = "NewOrder")]
fn with_a_name(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
