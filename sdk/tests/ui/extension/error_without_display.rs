use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

struct Refused;

#[extension(kind = "command")]
fn f(_: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
