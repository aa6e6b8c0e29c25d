//! The smallest extension that can go wrong: what the SDK itself weighs.
#![no_std]

use heeus_sdk::{WasmState, WasmStateElement, extension};

/// Does nothing with any arguments, and panics without.
#[extension(kind = "command")]
fn noop(_: &WasmState<'_>, args: WasmStateElement<'_>) {
    assert!(!args.is_empty(), "no arguments");
}
