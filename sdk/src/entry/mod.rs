//! The way into the guest: how the host finds its extensions by their names, and runs them.

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
#[cfg(target_arch = "wasm32")]
mod panic;
pub mod registry;
#[cfg(target_arch = "wasm32")]
mod sdk_manifest;
