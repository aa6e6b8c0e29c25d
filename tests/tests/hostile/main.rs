//! Guests written by hand, good and hostile ones: see `hostile/README.md`.

mod good;
mod hostile;
mod table;
mod wat;

use std::time::Duration;

use heeus_abi::{ExtensionKind, RecordRef};
use heeus_host::engine::{Call, CompiledModule, Engine, EngineConfig, RunReport, WasmEngine};
use heeus_host::error::Error;
use heeus_host::state::HostState;

/// A configuration with low limits, so that a guest reaches them soon.
fn config(pages: bool) -> EngineConfig {
    EngineConfig {
        mem_limit: 1 << 20,
        run_time: Duration::from_millis(200),
        pages,
        ..EngineConfig::default()
    }
}

/// Loads and compiles a guest.
fn load(name: &str) -> Result<CompiledModule, Error> {
    let config = config(true);
    CompiledModule::new(&format!("{name}.wasm"), &wat::module(name), &config)
}

/// Starts an engine.
fn begin(module: &CompiledModule, pages: bool) -> Result<WasmEngine, Error> {
    WasmEngine::new(module, &config(pages))
}

fn call(
    engine: &mut WasmEngine,
    state: &mut HostState,
    name: &str,
    kind: ExtensionKind,
) -> RunReport {
    let args = RecordRef::empty();
    engine.invoke(state, &Call::new(name, kind, args))
}

/// Calls the extension `Work`, which each file has in its own form.
fn work(engine: &mut WasmEngine, state: &mut HostState) -> RunReport {
    call(engine, state, "Work", ExtensionKind::Projector)
}

/// Calls the extension `Good`, which is the same in all guests.
fn good(engine: &mut WasmEngine, state: &mut HostState) -> RunReport {
    call(engine, state, "Good", ExtensionKind::Command)
}
