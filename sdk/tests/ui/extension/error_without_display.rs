use heeus_sdk::{WasmState, WasmStateElement, extension};

struct Refused;

#[extension(kind = "command")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
