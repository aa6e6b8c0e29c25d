use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
unsafe extern "C" fn f(_: &WasmState<'_>, _: WasmStateElement<'_>, _: ...) {}

fn main() {}
