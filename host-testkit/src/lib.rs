//! A strict host for extensions, and what their tests are written with.

pub mod fixture;
pub mod state;
pub mod storage;

pub use fixture::{Fixture, FixtureError, Toolchain, WasmFile};
pub use state::{Applied, Element, HostState, Intents, ReadError, Reader, StateError, StateLimits};
