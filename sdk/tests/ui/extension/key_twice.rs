use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command", kind = "query")]
fn kinds(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(name = "A", kind = "command", name = "A")]
fn names(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
