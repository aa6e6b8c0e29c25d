//! Engines that run extensions: the trait of all engines, the Wasm engine, the Lua engine, and one
//! for the extensions of this program.
//!
//! An engine runs one call at a time on a [`HostState`]. It leaves the call's intents pending
//! there, and the caller applies or discards them.

#[cfg(feature = "builtin")]
mod builtin;
mod config;
mod factory;
mod kept;
mod log;
#[cfg(feature = "lua")]
pub mod lua;
mod manifest;
mod module;
mod module_limits;
mod outcome;
mod process_host;
mod report;
mod session;
pub mod spans;
#[cfg(feature = "wasm")]
pub mod wasm;

use heeus_abi::manifest::Manifest;
use heeus_abi::{ExtensionKind, RecordRef};

#[cfg(feature = "builtin")]
pub use builtin::{BuiltinBuilder, BuiltinEngine, BuiltinModule};
pub use config::EngineConfig;
pub use factory::ExtEngineFactory;
pub use kept::KeptLimits;
pub use log::LogEntry;
#[cfg(feature = "lua")]
pub use lua::{LuaEngine, LuaModule};
pub use module::{EngineKind, Module};
pub use module_limits::{ModuleLimit, ModuleLimits};
pub use report::{ResetCheck, RunReport, RunStats};
pub use spans::invoke_traced;
#[cfg(feature = "wasm")]
pub use wasm::{Capabilities, CompiledModule, GateReport, WasmEngine, gate, gate_within};

use crate::error::Error;
use crate::state::{HostState, NO_INPUTS, RunInputs};

/// One call of an extension.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The extension's name.
    pub name: &'a str,
    /// The kind that it is called as.
    pub kind: ExtensionKind,
    /// Its arguments.
    pub args: RecordRef<'a>,
    /// The elements of the storages that have one element a run.
    pub inputs: &'a RunInputs,
}

impl<'a> Call<'a> {
    /// Creates a call without inputs.
    pub const fn new(name: &'a str, kind: ExtensionKind, args: RecordRef<'a>) -> Self {
        Self {
            name,
            kind,
            args,
            inputs: &NO_INPUTS,
        }
    }

    /// Returns the same call with these inputs.
    pub const fn with_inputs(self, inputs: &'a RunInputs) -> Self {
        Self { inputs, ..self }
    }
}

/// Runs the extensions of one module, one call at a time.
pub trait Engine {
    /// Runs an extension on `state`.
    ///
    /// If the run succeeds, its intents are pending in `state`: the caller applies or discards
    /// them. If it fails, there are none, and the next call begins as if this one had not happened.
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport;

    /// Ends the engine; it runs nothing afterwards.
    ///
    /// # Errors
    /// [`Error`] if the module fails at its end.
    fn finish(&mut self) -> Result<(), Error>;

    /// Returns the module's manifest.
    fn manifest(&self) -> &Manifest;

    /// Returns the number of instances of the module that were created so far; more than one if
    /// runs ended some. Engines that keep one instance for good need not implement it.
    fn instances_made(&self) -> u64 {
        1
    }
}
