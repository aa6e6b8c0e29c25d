//! Modules of packages: their start and end, and the refused ones.

use heeus_abi::FieldType;
use heeus_abi::manifest::FieldDecl;
use heeus_host::engine::EngineConfig;
use heeus_host::engine::EngineKind::Wasm;
use heeus_host::error::{Error, ErrorClass, Phase};
use heeus_host::{App, AppConfig, DeployError, Package, Request};
use heeus_host_testkit::record;

use super::guest::Guest;

fn package(guest: &Guest) -> Package {
    let module = guest.try_compile(&EngineConfig::default());
    Package::new("test")
        .module(module.unwrap_or_else(|error| panic!("{error}")))
        .command("Test", Wasm)
        .query("Other", Wasm)
}

fn app(partitions: usize) -> App {
    App::in_memory(AppConfig::with_partitions(partitions)).unwrap()
}

#[track_caller]
fn works(app: &App, offset: i64) {
    let done = app.command(Request::new("test", "Test", record! {}));
    assert_eq!(done.map(|done| done.offset), Ok(offset));
}

/// A guest that traps in this part of its life.
fn trapping(part: impl FnOnce(&mut Guest, String)) -> Guest {
    let mut guest = Guest::default();
    part(&mut guest, "unreachable".to_owned());
    guest
}

#[test]
fn a_module_that_fails_the_gate_comes_to_no_package_and_the_old_one_stays() {
    let app = app(1);
    app.deploy(package(&Guest::default())).unwrap();
    works(&app, 1);
    let old = Guest {
        version: r#"(func (export "WasmAbiVersion_9_0"))"#.into(),
        ..Guest::default()
    };
    let error = app.factory().compile("old.wasm", &old.bytes()).unwrap_err();
    assert_eq!(error.class(), ErrorClass::Load);
    works(&app, 2);
}

#[test]
fn a_module_that_does_not_begin_is_refused_in_all_partitions_and_the_old_one_stays() {
    let app = app(3);
    app.deploy(package(&Guest::default())).unwrap();
    works(&app, 1);
    let bad = trapping(|guest, trap| guest.init = trap);
    let error = app.deploy(package(&bad)).unwrap_err();
    let DeployError::Engine(error) = &error else {
        panic!("{error}");
    };
    assert_eq!(error.phase, Phase::Init);
    works(&app, 2);
    app.query(Request::new("test", "Other", record! {}))
        .unwrap();
    assert_eq!(app.finish(), []);
}

/// A guest that declares its view with another value.
fn declaring(change: impl FnOnce(&mut Vec<FieldDecl>)) -> Guest {
    let mut entity = super::guest::entity();
    change(&mut entity.value);
    let mut manifest = super::guest::manifest();
    let before = super::guest::entity().encode().unwrap();
    manifest.splice(..before.len(), entity.encode().unwrap());
    Guest {
        manifest: Some(manifest),
        ..Guest::default()
    }
}

/// The declared value fields of the view.
fn fields(app: &App) -> Vec<String> {
    let fields = app.with_state(1, |state| {
        let entity = state.entities().next().unwrap();
        let names = entity.value.iter().map(|field| field.name.clone());
        names.collect()
    });
    fields.unwrap()
}

#[test]
fn a_new_version_may_have_more_fields_and_the_old_one_may_come_back() {
    let app = app(1);
    app.deploy(package(&Guest::default())).unwrap();
    let more = declaring(|value| {
        value.push(FieldDecl::optional("More", FieldType::Bool));
    });
    app.deploy(package(&more)).unwrap();
    assert_eq!(fields(&app), ["Amount", "Note", "More"]);
    works(&app, 1);
    app.deploy(package(&Guest::default())).unwrap();
    assert_eq!(fields(&app), ["Amount", "Note", "More"]);
    works(&app, 2);
}

#[test]
fn a_version_whose_fields_have_other_types_is_refused() {
    let app = app(1);
    app.deploy(package(&Guest::default())).unwrap();
    let other = declaring(|value| value[0].ty = FieldType::Str);
    let error = app.deploy(package(&other)).unwrap_err().to_string();
    assert!(error.starts_with("package test: "), "{error}");
    assert!(error.contains("test.View"), "{error}");
    works(&app, 1);
}

/// The phases in which modules failed to end.
fn phases(faults: &[Error]) -> Vec<Phase> {
    faults.iter().map(|fault| fault.phase).collect()
}

#[test]
fn every_instance_is_finished() {
    let ends_badly = trapping(|guest, trap| guest.finish = trap);
    let app = app(2);
    app.deploy(package(&ends_badly)).unwrap();
    works(&app, 1);
    // A reader starts an engine of its own with the first query.
    app.query(Request::new("test", "Other", record! {}))
        .unwrap();
    let replaced = app.deploy(package(&ends_badly)).unwrap();
    assert_eq!(phases(&replaced), [Phase::Finish; 2], "two processors");
    let faults = app.finish();
    assert_eq!(phases(&faults), [Phase::Finish; 3], "and a reader");
}

#[test]
fn a_run_that_traps_costs_its_instance_and_nothing_else() {
    let app = app(1);
    let run = "(if (i32.eq (local.get $kind) (i32.const 2)) (then unreachable)) (i32.const 0)";
    app.deploy(package(&Guest::running(run, &[]))).unwrap();
    for offset in 1..=3 {
        let error = app.query(Request::new("test", "Other", record! {}));
        assert!(error.is_err());
        works(&app, offset);
    }
}

#[test]
fn the_threads_of_an_app_have_the_stack_that_guests_may_have() {
    let mut config = AppConfig::default();
    config.engine.max_stack = 2 << 20;
    let deep = "(if (i32.eq (local.get $kind) (i32.const 2)) (then (call $deep))) (i32.const 0)";
    let guest = Guest::running(deep, &[]).with("(func $deep (call $deep))");
    let module = guest.try_compile(&config.engine).unwrap();
    let package = Package::new("test")
        .module(module)
        .command("Test", Wasm)
        .query("Other", Wasm);
    let app = App::in_memory(config).unwrap();
    app.deploy(package).unwrap();
    let error = app
        .query(Request::new("test", "Other", record! {}))
        .unwrap_err();
    assert!(
        error.to_string().contains("stack exhausted (2097152 bytes"),
        "{error}"
    );
    works(&app, 1);
}
