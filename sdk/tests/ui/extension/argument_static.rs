use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn f(_: &'static WasmState<'static>, _: WasmStateElement<'static>) {}

fn main() {}
