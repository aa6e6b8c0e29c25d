//! An extension that `guest-library` has too, with the same name, kind and description. A linker
//! that optimises the whole program could merge their entries in the manifest; the host's gate must
//! see both.
#![no_std]

use guest_library as _;
use heeus_sdk::extension;
use heeus_sdk::untyped::{WasmState, WasmStateElement};

/// Returns the debt of a customer.
#[extension(kind = "query", name = "Balance")]
fn balance(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
