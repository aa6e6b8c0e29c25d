//! The only door to the host. Two sides offer the same: wasm imports and exports, and a native twin.

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
pub(crate) mod fault;
#[cfg(target_arch = "wasm32")]
mod imports;
#[cfg(target_arch = "wasm32")]
pub(crate) mod memory;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod registry;

pub(crate) mod logs;

#[cfg(target_arch = "wasm32")]
pub(crate) use {imports::get_elem, imports::read_elems, memory::RunMemory};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use {native::RunMemory, native::get_elem, native::read_elems};

use heeus_abi::RecordRef;

/// Takes one element of a read; returns whether the read goes on.
pub(crate) type OnElement<'a> = dyn FnMut(RecordRef<'_>, RecordRef<'_>) -> bool + 'a;

/// The text of a string field that a host gave.
pub(crate) fn text(bytes: &[u8]) -> &str {
    #[cfg(target_arch = "wasm32")]
    // SAFETY: the host promises UTF-8 in every string of a block (ABI.md, section 14).
    return unsafe { core::str::from_utf8_unchecked(bytes) };
    #[cfg(not(target_arch = "wasm32"))]
    core::str::from_utf8(bytes).unwrap_or_default()
}
