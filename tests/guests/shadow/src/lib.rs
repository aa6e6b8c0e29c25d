//! An extension that `guest-library` has too: name, kind and line for humans are the same. A linker that optimises the
//! whole program could take their entries in the manifest for one; the host's gate must see both.
#![no_std]

use guest_library as _;
use heeus_sdk::{WasmState, WasmStateElement, extension};

/// Answers with what a customer owes.
#[extension(kind = "query", name = "Balance")]
fn balance(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
