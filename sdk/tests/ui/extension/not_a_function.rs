use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
pub struct Struct;

#[extension(kind = "command")]
enum Enum {}

#[extension(kind = "command")]
impl Struct {}

#[extension(kind = "command")]
const CONST: fn(&WasmState<'_>, WasmStateElement<'_>) = |_, _| {};

#[extension(kind = "command")]
mod module {}

trait Trait {
    #[extension(kind = "command")]
    fn without_body(_: &WasmState<'_>, _: WasmStateElement<'_>);
}

fn main() {}
