use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command", name = "WasmRun")]
fn given(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
#[expect(non_snake_case, reason = "the name is the point")]
fn WasmDefault(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
