use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
extern "C" fn with_abi(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
extern fn without_abi(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
