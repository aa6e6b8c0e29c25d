use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command")]
fn by_value(_: WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
fn mutable(_: &mut WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "command")]
fn other<'a>(_: &'a std::collections::BTreeMap<&'a str, u32>, _: WasmStateElement<'a>) {}

fn main() {}
