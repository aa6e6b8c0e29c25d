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
#[cfg(any(target_arch = "wasm32", test))]
mod imports;
mod memory;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod registry;
#[cfg(not(target_arch = "wasm32"))]
mod run_text;
mod utf8;

pub(crate) mod logs;

#[cfg(feature = "log")]
pub(crate) use facade::take_dropped;
pub(crate) use filled::{filled, push};
pub(crate) use utf8::text;

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
