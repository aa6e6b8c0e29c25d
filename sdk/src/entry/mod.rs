//! The way into the guest: how the host finds its extensions by their names, and runs them.

#[cfg(all(target_arch = "wasm32", not(feature = "voedger")))]
mod exports;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
#[cfg(all(target_arch = "wasm32", not(feature = "voedger")))]
mod panic;
pub mod registry;
#[cfg(target_arch = "wasm32")]
mod sdk_manifest;
#[cfg(all(target_arch = "wasm32", feature = "voedger"))]
mod voedger;
