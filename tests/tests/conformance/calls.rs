//! Engines as a host uses them: created by one factory, called, finished.

use std::fs;

use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::{ExtensionKind, RecordRef};
use heeus_host::engine::{BuiltinModule, Call, Engine, EngineKind, ExtEngineFactory, Module};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host_testkit::fixture::Fixture;

use super::table::dir;

/// A module of each kind of engine.
fn modules(factory: &ExtEngineFactory) -> [Module; 3] {
    EngineKind::ALL.map(|engine| match engine {
        EngineKind::Builtin => {
            Module::from(BuiltinModule::linked("conformance").expect("extensions are linked"))
        }
        EngineKind::Wasm => {
            let wasm = Fixture::new(dir()).wasm().expect("the guest can be built");
            let module = factory.compile(wasm.name(), wasm.bytes());
            Module::from(module.expect("the module keeps the contract"))
        }
        EngineKind::Lua => {
            let source = fs::read(dir().join("ext.lua")).expect("there is a script");
            Module::from(factory.script("ext.lua", source).expect("it is one"))
        }
    })
}

fn class(engine: &mut dyn Engine, name: &str, args: RecordRef<'_>) -> Option<ErrorClass> {
    let mut state = HostState::new();
    let kind = ExtensionKind::Command;
    let report = engine.invoke(&mut state, &Call::new(name, kind, args));
    assert!(report.result.is_ok() || state.pending().is_empty());
    report.result.err().map(|error| error.class())
}

#[test]
fn calls_that_no_engine_can_make_are_refused_by_all() {
    let factory = ExtEngineFactory::default();
    let large = vec![0; MAX_BLOCK + 8];
    for module in modules(&factory) {
        let mut engine = factory.make(&module).expect("there is room");
        let long = "x".repeat(256);
        for name in ["", "A\0B", &long] {
            let found = class(&mut *engine, name, RecordRef::empty());
            assert_eq!(found, Some(ErrorClass::Call), "{} {name:?}", module.kind());
        }
        let found = class(&mut *engine, "Command", RecordRef::trusted(&large));
        assert_eq!(found, Some(ErrorClass::Call), "{}", module.kind());
        let found = class(&mut *engine, "Command", RecordRef::empty());
        assert_eq!(found, Some(ErrorClass::Extension), "{}", module.kind());
    }
}

#[test]
fn an_engine_that_is_finished_runs_nothing_more() {
    let factory = ExtEngineFactory::default();
    for module in modules(&factory) {
        let mut engine = factory.make(&module).expect("there is room");
        engine.finish().expect("it ends well");
        for name in ["Command", "Nope"] {
            let found = class(&mut *engine, name, RecordRef::empty());
            assert_eq!(found, Some(ErrorClass::Call), "{} {name}", module.kind());
        }
    }
}
