use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = command)]
fn word(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = 1)]
fn number(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind)]
fn nothing(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension("command")]
fn no_key(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
