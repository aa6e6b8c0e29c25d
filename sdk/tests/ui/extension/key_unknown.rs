use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command", nam = "NewOrder")]
fn near(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command", group = "orders")]
fn far(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
