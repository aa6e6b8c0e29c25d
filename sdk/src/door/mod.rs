//! The only door to the host. Wasm imports and a native twin offer the same functions.

#[cfg(any(target_arch = "wasm32", test))]
pub(crate) mod imports;
mod in_memory;
#[cfg(feature = "log")]
pub(crate) mod log_bridge;
pub(crate) mod logs;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod native;
mod utf8;

#[cfg(target_arch = "wasm32")]
pub(crate) use imports::{get_elem, read_elems};
pub(crate) use in_memory::{finder, is_of, item, item_bytes, len, look_up, look_up_optional};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{get_elem, read_elems};
pub(crate) use utf8::{payload, text, text_at};

/// Takes one element of a read, key and value; returns whether the read goes on.
pub(crate) trait OnElement:
    FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool
{
}

impl<F: FnMut(heeus_abi::RecordRef<'_>, heeus_abi::RecordRef<'_>) -> bool> OnElement for F {}
