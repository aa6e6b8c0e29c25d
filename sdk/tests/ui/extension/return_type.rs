use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn number(_: &WasmState<'_>, _: WasmStateElement<'_>) -> u32 {
    1
}

#[extension(kind = "command")]
fn result_of_something(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<u32, String> {
    Ok(1)
}

#[extension(kind = "command")]
fn option(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Option<()> {
    None
}

fn main() {}
