use heeus_sdk::{extension, untyped::{WasmState, WasmStateElement}};

#[extension(kind = "command", name = "NewOrder")]
fn first(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "query", name = "NewOrder")]
fn second(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "job", name = "first")]
fn the_name_of_a_function_is_no_name(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "job", name = "Neue Bestellung")]
fn third(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

#[extension(kind = "job", name = "Neue Bestellung")]
fn fourth(_: &WasmState<'_>, _: WasmStateElement<'_>) {}

fn main() {}
