use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
unsafe fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
