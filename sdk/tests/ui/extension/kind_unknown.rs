use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "comand")]
fn near(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "function")]
fn far(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
