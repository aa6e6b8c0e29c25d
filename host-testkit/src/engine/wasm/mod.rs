//! The Wasm engine: the only place that names wasmtime.

mod blame;
mod data;
mod engine;
mod fault;
mod gate;
mod get;
mod instance;
mod limiter;
mod memory;
mod module;
mod names;
mod outcome;
mod read;
mod reset;
mod shared;
mod stack;

pub use engine::WasmEngine;
pub use gate::{Capabilities, GateReport, gate, gate_within};
pub use module::CompiledModule;
