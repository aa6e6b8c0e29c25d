//! Modules with sections of all kinds: a module that the gate accepts compiles and links.
//!
//! The gate gives the same answer wherever custom sections are, and refuses sections in another
//! order.
//!
//! A module is the guest of `tests/hostile/prelude.wat` with more parts, some of which no guest may
//! have.

mod binary;
mod parts;

use std::time::Duration;

use arbitrary::Unstructured;
use heeus_host::engine::{CompiledModule, EngineConfig, GateReport, WasmEngine};
use heeus_host::error::ErrorClass;

/// The guest on which modules are based.
const PRELUDE: &str = include_str!("../../../tests/hostile/prelude.wat");
const MEMORY: usize = 1 << 20;

/// Builds a module, and checks the gate's answer.
pub fn run(data: &[u8]) {
    let _whether_it_passes = passes(data);
}

/// Runs the target; returns whether the gate accepts the module.
///
/// # Panics
/// If the gate, the compiler and the linker do not agree.
pub fn passes(data: &[u8]) -> bool {
    let mut from = Unstructured::new(data);
    // An input that ends early describes nothing more.
    let Ok(text) = parts::module(&mut from, PRELUDE) else {
        return false;
    };
    let module = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let verdict = gated(&module);
    if verdict.is_some() {
        instantiated(&module, &text);
    }
    let sections = binary::sections(&module);
    if let Ok(other) = binary::custom_moved(&mut from, &sections) {
        assert_eq!(gated(&other), verdict, "custom sections elsewhere:\n{text}");
    }
    if let Ok(other) = binary::swapped(&mut from, &sections) {
        assert_eq!(gated(&other), None, "sections out of order:\n{text}");
    }
    verdict.is_some()
}

fn config() -> EngineConfig {
    EngineConfig {
        mem_limit: MEMORY,
        run_time: Duration::from_secs(2),
        max_stack: 128 << 10,
        fuel: Some(50_000),
        inlining: false,
        ..EngineConfig::default()
    }
}

/// The gate's report on a module that it accepts.
fn gated(module: &[u8]) -> Option<GateReport> {
    let EngineConfig {
        mem_limit,
        module: limits,
        ..
    } = config();
    heeus_host::engine::gate_within(module, mem_limit, &limits).ok()
}

/// Creates an instance; only the guest's own code may fail.
fn instantiated(module: &[u8], text: &str) {
    let config = config();
    let compiled = CompiledModule::new("fuzz.wasm", module, &config);
    let compiled = compiled.unwrap_or_else(|error| panic!("{error}\n{text}"));
    if let Err(error) = WasmEngine::new(&compiled, &config) {
        assert_eq!(error.class(), ErrorClass::Init, "{error}\n{text}");
    }
}
