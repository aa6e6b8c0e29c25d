use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn types<T: Default, U>(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
fn constants<'a, const N: usize>(_: &WasmState<'a>, _: WasmStateElement<'a>) {}

#[extension(kind = "command")]
fn hidden(_: &WasmState<'_>, _: impl Into<WasmStateElement<'static>>) {}

fn main() {}
