//! The gate, and the modules that it accepts: compiled, instantiated and run under limits.
//!
//! Nothing panics, and each error is that of a guest or of a limit.
//!
//! A module is the guest of `tests/hostile/prelude.wat` with other bodies, which an input
//! describes, or with some of its bytes changed.

mod body;

use std::sync::OnceLock;
use std::time::Duration;

use arbitrary::{Result, Unstructured};
use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, RecordRef, Storage, Value};
use heeus_host::engine::{
    Call, CompiledModule, Engine, EngineConfig, WasmEngine, gate, gate_within,
};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;

use crate::generate;

/// The guest on which modules are based.
const PRELUDE: &str = include_str!("../../../tests/hostile/prelude.wat");
const MEMORY: usize = 1 << 20;

/// Builds a module, and uses it as a host does.
pub fn run(data: &[u8]) {
    let mut from = Unstructured::new(data);
    // An input that ends early describes nothing more.
    let Ok(Some(module)) = module(&mut from) else {
        return;
    };
    let config = config();
    let gated = gate_within(&module, MEMORY, &config.module);
    let compiled = CompiledModule::new("fuzz.wasm", &module, &config);
    match (&gated, &compiled) {
        (Ok(_), Err(error)) => panic!("the gate lets it through, and then: {error}"),
        (Err(error), Ok(_)) if gate(&module).is_err() => panic!("compiled, though {error}"),
        _ => {}
    }
    if let Ok(compiled) = compiled {
        host(&compiled, &config);
    }
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

/// The module that an input describes; `None` if its text is invalid.
fn module(from: &mut Unstructured<'_>) -> Result<Option<Vec<u8>>> {
    if from.ratio(1, 3)? {
        return changed(from).map(Some);
    }
    let text = body::module(from, PRELUDE)?;
    let bytes = wat::parse_str(&text);
    Ok(Some(
        bytes.unwrap_or_else(|error| panic!("{error}\n{text}")),
    ))
}

/// The prelude's module with some bytes changed.
fn changed(from: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    let whole = WHOLE.get_or_init(|| {
        let text = format!("(module {PRELUDE})");
        wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
    });
    let mut bytes = whole.clone();
    for _ in 0..from.int_in_range(1..=4)? {
        let at = from.int_in_range(0..=bytes.len())?;
        match from.int_in_range(0..=7)? {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..bytes.len().min(at + 1))),
            2 => {
                let more = generate::bytes(from)?;
                bytes.splice(at..at, more);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = from.arbitrary()?;
                }
            }
        }
    }
    Ok(bytes)
}

/// Runs a module several times, as a host does.
fn host(module: &CompiledModule, config: &EngineConfig) {
    let mut engine = match WasmEngine::new(module, config) {
        Ok(engine) => engine,
        Err(error) => {
            let class = error.class();
            assert_eq!(class, ErrorClass::Init, "{error}");
            return;
        }
    };
    let mut state = state();
    for (name, kind) in [
        ("Work", ExtensionKind::Projector),
        ("Good", ExtensionKind::Command),
        ("Work", ExtensionKind::Projector),
    ] {
        let args = RecordRef::empty();
        let report = engine.invoke(&mut state, &Call::new(name, kind, args));
        assert!(report.stats.memory_bytes <= MEMORY, "{:?}", report.stats);
        match &report.result {
            Ok(()) => drop(state.apply().expect("what was checked when it was added")),
            Err(error) => {
                assert_eq!(state.pending().len(), 0, "{error}");
                let text = error.to_string();
                assert!(
                    !text.is_empty() && text.len() < 64 << 10,
                    "{} bytes",
                    text.len()
                );
                let class = error.class();
                assert!(
                    !matches!(class, ErrorClass::Load | ErrorClass::Call),
                    "{error}"
                );
            }
        }
    }
    // A guest may also fail at its end.
    let _ = engine.finish();
}

/// The view of the prelude, with two rows.
fn state() -> HostState {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    let entity = Entity {
        name: "air.Orders".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![
            field("Year", FieldType::I32),
            field("Month", FieldType::I32),
        ],
        value: vec![field("Amount", FieldType::I64)],
    };
    let mut state = HostState::new();
    state.declare(&entity).expect("a sound view");
    for month in [7, 8] {
        let record = |fields: &[(&str, Value<'_>)]| {
            let mut builder = heeus_abi::RecordBuilder::new();
            for &(name, value) in fields {
                builder.put(name, value);
            }
            builder.build().expect("a record")
        };
        let key = record(&[("Year", Value::I32(2026)), ("Month", Value::I32(month))]);
        let value = record(&[("Amount", Value::I64(month.into()))]);
        let put = state.put(Storage::View, "air.Orders", key.as_ref(), value.as_ref());
        put.expect("a row of the view");
    }
    state
}
