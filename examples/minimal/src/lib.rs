//! The smallest extension that can fail. It shows the size of the SDK itself.
#![no_std]

use heeus_sdk::extension;
use heeus_sdk::untyped::{WasmState, WasmStateElement};

// No doc line: it would be stored in the manifest, and this example shows the size of the SDK.
#[extension(kind = "command")]
fn noop(_: &WasmState<'_>, args: WasmStateElement<'_>) {
    assert!(!args.is_empty(), "no arguments");
}
