use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn none() {}

#[extension(kind = "command")]
fn one(_: &WasmState<'_>) {}

#[extension(kind = "command")]
fn four(_: &WasmState<'_>, _: WasmStateElement<'_>, third: i32, fourth: i64) {}

fn main() {}
