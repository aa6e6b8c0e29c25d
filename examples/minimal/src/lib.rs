//! The smallest extension that can go wrong: what the SDK itself weighs.
#![no_std]

use heeus_sdk::{WasmState, WasmStateElement, extension};

// No doc line: it would stand in the manifest, and this example shows what the SDK itself weighs.
#[extension(kind = "command")]
fn noop(_: &WasmState<'_>, args: WasmStateElement<'_>) {
    assert!(!args.is_empty(), "no arguments");
}
