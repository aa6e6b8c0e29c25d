use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command", nam = "NewOrder")]
fn near(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command", group = "orders")]
fn far(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
