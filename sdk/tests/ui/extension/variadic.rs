use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
unsafe extern "C" fn f(_: &WasmState<'_>, _: WasmStateElement<'_>, _: ...) {}

fn main() {}
