//! The only door to the host. Wasm imports and a native twin offer the same functions.

#[cfg(any(all(target_arch = "wasm32", not(feature = "voedger")), test))]
pub(crate) mod imports;
#[cfg(not(all(target_arch = "wasm32", feature = "voedger")))]
mod in_memory;
#[cfg(feature = "log")]
pub(crate) mod log_bridge;
pub(crate) mod logs;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod native;
mod utf8;
#[cfg(all(target_arch = "wasm32", feature = "voedger"))]
mod voedger;

#[cfg(all(target_arch = "wasm32", not(feature = "voedger")))]
pub(crate) use imports::{get_elem, read_elems};
#[cfg(not(all(target_arch = "wasm32", feature = "voedger")))]
pub(crate) use in_memory::*;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{get_elem, read_elems};
pub(crate) use utf8::{payload, text, text_at};
#[cfg(all(target_arch = "wasm32", feature = "voedger"))]
pub(crate) use voedger::*;

/// Takes one element of a read, key and value; returns whether the read goes on.
pub(crate) trait OnElement:
    FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool
{
}

impl<F: FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool> OnElement for F {}
