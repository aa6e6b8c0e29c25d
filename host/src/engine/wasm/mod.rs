//! The Wasm engine: the only place that names wasmtime.

mod calls;
mod data;
mod engine;
mod fault;
mod gate;
mod get;
mod held;
mod inside;
mod instance;
mod limiter;
mod link;
mod memory;
mod module;
mod names;
mod outcome;
mod read;
mod reset;
mod shared;
mod stack;
mod trap;
mod watch;

pub use engine::WasmEngine;
pub use gate::{Capabilities, GateReport, gate, gate_within};
pub use module::CompiledModule;
