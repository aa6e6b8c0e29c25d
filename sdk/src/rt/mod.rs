//! The only door to the host. Two sides offer the same: wasm imports and exports, and a native twin.

#[cfg(target_arch = "wasm32")]
pub(crate) mod exports;
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

/// A result block where it lives until the reset; natively, its owner.
#[cfg(target_arch = "wasm32")]
pub(crate) type Block = core::ptr::NonNull<u8>;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Block = alloc::vec::Vec<u8>;

/// Takes the bytes of a result block.
pub(crate) fn block(bytes: alloc::vec::Vec<u8>) -> Block {
    #[cfg(target_arch = "wasm32")]
    return core::ptr::NonNull::from(crate::arena::keep(bytes)).cast();
    #[cfg(not(target_arch = "wasm32"))]
    bytes
}

/// The text of a string field that a host gave.
pub(crate) fn text(bytes: &[u8]) -> &str {
    #[cfg(target_arch = "wasm32")]
    // SAFETY: the host promises UTF-8 in every string of a block (ABI.md, section 14).
    return unsafe { core::str::from_utf8_unchecked(bytes) };
    #[cfg(not(target_arch = "wasm32"))]
    core::str::from_utf8(bytes).unwrap_or_default()
}
