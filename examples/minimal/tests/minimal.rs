//! The smallest extension, run as a host runs it.

use heeus_host_testkit::prelude::*;

/// The place of the assertion in `noop`, as a panic reports it.
const ASSERT: &str = "src/lib.rs:10:5";

fn kit() -> Kit {
    kit!(World::Wasm)
}

#[test]
fn it_does_nothing_where_there_are_arguments() {
    let outcome = kit()
        .run("noop", record! { Any: 1 })
        .expect_no_intents()
        .expect_no_logs();
    assert!(outcome.host_calls().is_empty());
}

#[test]
fn it_panics_where_there_are_none_and_reports_why_and_where() {
    let mut kit = kit();
    kit.run("noop", record! {})
        .expect_fault("no arguments")
        .expect_fault_at(ASSERT);
    kit.run("noop", record! { Any: 1 }).expect_ok();
}

/// The panic's text in the module with these features, and whether the module contains the message
/// and the file's name.
fn tier(features: &[&str]) -> (String, bool, bool) {
    let fixture = Fixture::new(env!("CARGO_MANIFEST_DIR"))
        .no_default_features()
        .features(features.iter().copied());
    let outcome = Kit::of(&fixture).run("noop", record! {}).ignore_failure();
    let error = outcome.error().map(ToString::to_string).unwrap_or_default();
    let wasm = fixture.wasm().unwrap_or_else(|error| panic!("{error}"));
    let holds = |text: &str| {
        let mut windows = wasm.bytes().windows(text.len());
        windows.any(|window| window == text.as_bytes())
    };
    (error, holds("no arguments"), holds("lib.rs"))
}

#[test]
fn features_choose_what_a_panic_reports_and_what_the_module_contains_of_it() {
    let begin = "noop in minimal.wasm: run: fault: panic";
    assert_eq!(tier(&[]), (begin.to_owned(), false, false));
    let place = format!("{begin} at examples/minimal/{ASSERT}");
    assert_eq!(tier(&["panic-location"]), (place.clone(), false, true));
    let whole = format!("{place}: no arguments");
    assert_eq!(tier(&["panic-message"]), (whole, true, true));
}

#[test]
fn a_call_by_a_name_that_it_does_not_have_is_refused() {
    kit()
        .run_as(ExtensionKind::Command, "nope", record! { Any: 1 })
        .expect_failure("unknown extension; the module has noop");
}

#[test]
fn a_call_as_another_kind_is_refused() {
    for &kind in ExtensionKind::ALL {
        let outcome = kit().run_as(kind, "noop", record! { Any: 1 });
        if kind == ExtensionKind::Command {
            outcome.expect_ok();
        } else {
            outcome.expect_failure(&format!("called as a {kind}, the extension is a command"));
        }
    }
}

#[test]
fn its_twin_in_lua_does_the_same() {
    let mut kit = Kit::lua(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(kit.world(), Some(World::Lua));
    kit.run("noop", record! { Any: 1 })
        .expect_no_intents()
        .expect_no_logs();
    kit.run("noop", record! {})
        .expect_fault("no arguments")
        .expect_fault_at("ext.lua:7");
    kit.run("noop", record! { Any: 1 }).expect_ok();
    kit.run_as(ExtensionKind::Query, "noop", record! { Any: 1 })
        .expect_failure("called as a query, the extension is a command");
}
