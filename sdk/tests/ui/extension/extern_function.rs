use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
extern "C" fn with_abi(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
extern fn without_abi(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
