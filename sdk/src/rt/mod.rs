//! The only door to the host. Two sides offer the same: wasm imports and exports, and a native twin.

#[cfg(target_arch = "wasm32")]
mod about;
#[cfg(target_arch = "wasm32")]
pub(crate) mod exports;
#[cfg(feature = "log")]
mod facade;
#[cfg(target_arch = "wasm32")]
pub(crate) mod fault;
mod filled;
#[cfg(target_arch = "wasm32")]
pub(crate) mod global;
#[cfg(target_arch = "wasm32")]
mod imports;
mod memory;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod registry;
#[cfg(not(target_arch = "wasm32"))]
mod run_text;

pub(crate) mod logs;

pub(crate) use filled::{filled, push};

#[cfg(target_arch = "wasm32")]
pub use crate::arena::RunMemory;
#[cfg(target_arch = "wasm32")]
pub(crate) use crate::arena::RunText;
#[cfg(target_arch = "wasm32")]
pub(crate) use imports::{get_elem, read_elems};
#[cfg(not(target_arch = "wasm32"))]
pub use native::RunMemory;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{get_elem, read_elems};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use run_text::RunText;

/// Takes one element of a read, key and value; returns whether the read goes on.
pub(crate) trait OnElement:
    FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool
{
}

impl<F: FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool> OnElement for F {}

/// The text of a string field that a host gave, or of one that was written here.
pub(crate) fn text(bytes: &[u8]) -> &str {
    #[cfg(target_arch = "wasm32")]
    // SAFETY: the host promises UTF-8 in every string of a block (ABI.md, section 14).
    return unsafe { core::str::from_utf8_unchecked(bytes) };
    #[cfg(not(target_arch = "wasm32"))]
    core::str::from_utf8(bytes).unwrap_or_default()
}
