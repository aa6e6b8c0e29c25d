use heeus_sdk::{WasmState, WasmStateElement, extension};

#[extension(kind = "command")]
fn f(_: &'static WasmState<'static>, _: WasmStateElement<'static>) {}

fn main() {}
