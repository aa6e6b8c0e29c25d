//! A strict host for extensions, and what their tests are written with.

pub mod fixture;

pub use fixture::{Fixture, FixtureError, Toolchain, WasmFile};
pub mod state;
pub mod storage;
