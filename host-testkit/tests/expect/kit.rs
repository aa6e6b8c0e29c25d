//! The kit itself.

use heeus_abi::ExtensionKind;
use heeus_abi::manifest::Manifest;
use heeus_host::engine::{Call, Engine, RunReport};
use heeus_host::error::{Error, ErrorClass};
use heeus_host::state::HostState;
use heeus_host::storage::{FailingStorage, MemoryStorage};
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn row() -> Intent {
    insert_view("orders.Daily", record! { Year: 2026, Day: 1 }).with("Amount", 1i64)
}

fn guest() -> Guest {
    let returns = Returns {
        intents: vec![row()],
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Calc", ExtensionKind::Projector, &returns)
        .returns("Allocate", ExtensionKind::Command, &Returns::default())
}

#[test]
fn a_run_is_applied_and_a_dry_run_is_not() {
    let mut kit = guest().kit();
    kit.dry_run("Calc", record! {}).expect_intents([row()]);
    kit.expect_rows("orders.Daily", []);
    kit.run("Calc", record! {}).expect_intents([row()]);
    kit.expect_row(
        "orders.Daily",
        record! { Year: 2026, Day: 1 },
        record! { Amount: 1i64 },
    );
}

#[test]
fn an_extension_that_is_not_there_is_reported_with_those_that_are() {
    let mut kit = guest().kit();
    let failed = failure(|| {
        kit.run("Calk", record! {}); // no extension
    });
    failed
        .is_blamed_on("// no extension")
        .says("orders.wasm: no extension Calk; it has Calc, Allocate");
}

#[test]
fn a_module_that_breaks_the_contract_fails_where_the_kit_is_made() {
    let failed = failure(|| {
        Kit::from_wasm("empty.wasm", b"\0asm\x01\0\0\0"); // not a guest
    });
    failed.is_blamed_on("// not a guest");
    assert!(
        failed.text.starts_with("empty.wasm: load: refused: "),
        "{}",
        failed.text
    );
}

#[test]
fn a_crate_that_cannot_be_built_fails_where_the_kit_is_made() {
    let failed = failure(|| {
        Kit::build("/nowhere"); // no crate
    });
    failed.is_blamed_on("// no crate");
    assert!(
        failed.text.starts_with("no package in /nowhere: "),
        "{}",
        failed.text
    );
}

#[test]
fn limits_can_be_changed_between_runs() {
    let mut kit = guest().kit();
    kit.limits(|limits| limits.intents.projector = 0);
    kit.run("Calc", record! {})
        .expect_limit("at most 0 intents")
        .done();
    kit.limits(|limits| limits.intents.projector = 1);
    kit.run("Calc", record! {}).expect_intents([row()]);
    kit.engine_config(|config| config.fuel = Some(1));
    kit.run("Calc", record! {}).expect_limit("fuel of 1").done();
    kit.engine_config(|config| config.fuel = None);
    kit.run("Calc", record! {}).expect_intents([row()]);
}

/// The bytes are the same, and were compiled before with other limits.
#[test]
fn limits_of_modules_hold_for_a_module_that_was_compiled_before() {
    let mut kit = guest().kit();
    kit.run("Calc", record! {}).expect_intents([row()]);
    kit.engine_config(|config| config.module.functions = 1);
    kit.run("Calc", record! {}).expect_failure("functions");
    kit.engine_config(|config| config.module.functions = 1000);
    kit.run("Calc", record! {}).expect_ok().ignore_intents();
}

#[test]
fn the_matrix_of_kinds_and_storages_holds() {
    guest()
        .kit()
        .run_as(ExtensionKind::Query, "Calc", record! {})
        .expect_failure("a query may not")
        .done();
}

#[test]
fn a_module_that_fails_at_its_begin_fails_the_run() {
    let mut kit = guest().life("(unreachable)", "").kit();
    kit.run("Calc", record! {})
        .expect_fault("trap in WasmInit")
        .done();
}

#[test]
fn a_module_that_fails_at_its_end_fails_the_test() {
    let mut kit = guest().life("", "(unreachable)").kit();
    kit.run("Calc", record! {}).expect_intents([row()]);
    let failed = failure(|| {
        kit.engine_config(|config| config.trace = false); // a new engine
    });
    failed.is_blamed_on("// a new engine");
    kit.run("Calc", record! {}).expect_intents([row()]);
    let failed = failure(|| drop(kit));
    assert!(
        failed.text.contains("finish: fault: trap in WasmFinit"),
        "{}",
        failed.text
    );
}

#[test]
fn what_cannot_be_stored_fails_the_run_and_leaves_nothing() {
    let mut kit = guest().kit();
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    kit.storage(storage);
    failures.fail_at(1);
    let run = kit
        .run("Calc", record! {})
        .expect_failure("injected failure");
    assert_eq!(run.error().map(Error::class), Some(ErrorClass::State));
    assert!(run.intents().is_empty());
    run.done();
    kit.expect_rows("orders.Daily", []);
    kit.run("Calc", record! {}).expect_intents([row()]);
}

/// An engine that a test makes itself.
struct FakeEngine(Manifest);

impl Engine for FakeEngine {
    fn invoke(&mut self, state: &mut HostState, call: &Call<'_>) -> RunReport {
        state.begin_run(call.kind);
        RunReport::default()
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn manifest(&self) -> &Manifest {
        &self.0
    }
}

/// An engine of its own, with the command `Native`.
pub fn own() -> impl Engine {
    let extension = heeus_abi::manifest::Extension::new("Native", ExtensionKind::Command);
    FakeEngine(Manifest {
        extensions: vec![extension],
        ..Manifest::default()
    })
}

#[test]
fn an_engine_may_come_from_the_test() {
    let mut kit = Kit::with_engine("native", Box::new(own()));
    assert_eq!(kit.world(), None);
    kit.run("Native", record! {}).expect_ok().done();
    let failed = failure(|| {
        kit.engine_config(|config| config.trace = false); // not the kit's
    });
    failed.is_blamed_on("// not the kit's");
}
