//! The outcomes of runs: errors, intents, log lines, refused calls.

use std::sync::atomic::Ordering;

use heeus_abi::RecordRef;
use heeus_host::engine::{BuiltinEngine, Call, Engine};
use heeus_host::error::{Error, ErrorClass};
use heeus_host::state::{HostState, StateError};

use crate::guest::{LOGS, RAN};
use crate::*;

#[track_caller]
fn class(outcome: Outcome, expected: ErrorClass, text: &str) {
    assert_eq!(outcome.error().map(Error::class), Some(expected));
    outcome.expect_failure(text).done();
}

#[test]
fn an_error_keeps_the_log_and_nothing_else() {
    let mut kit = kit(1);
    let outcome = kit.run("Fails", record! { Why: "no stock" });
    assert_eq!(
        outcome.error().map(ToString::to_string),
        Some("Fails in test: run: error: no stock".into())
    );
    assert_eq!(outcome.stats().bytes_written, 0);
    outcome
        .expect_error("no stock")
        .expect_log(LogLevel::Warn, "about to fail");
    assert!(kit.state().results().is_empty());
    works(&mut kit);
}

#[test]
fn log_lines_have_their_place() {
    let outcome = kit(0).run("Logs", record! {}).expect_no_intents();
    let lines: Vec<_> = outcome
        .logs()
        .iter()
        .map(|line| (line.level, line.text.as_str(), line.line))
        .collect();
    let expected = [
        (LogLevel::Info, "first", LOGS),
        (LogLevel::Error, "second", LOGS + 1),
    ];
    assert_eq!(lines, expected);
    assert!(outcome.logs()[0].file.ends_with("tests/builtin/guest.rs"));
}

#[test]
fn a_panic_after_log_lines_leaves_none_to_the_next_run() {
    let mut kit = kit(1);
    kit.run("Panics", record! { Text: "way" })
        .expect_fault("no way");
    kit.run("Nothing", record! {}).expect_no_logs();
}

#[test]
fn an_unknown_extension_is_reported_with_all_that_are_known() {
    let outcome = kit(0).run_as(ExtensionKind::Query, "Amounts", record! {});
    let known = "Amount, BadIntents, Fails, FetchAndCall, Forbidden, InvalidKeys, Logs, MustExist, \
                 Nested, Nothing, Panics, PanicsInRead, Ran, Sum, Told, Unwinds, Writes";
    let text = format!("refused: unknown extension; the module has {known}");
    class(outcome, ErrorClass::UnknownExtension, &text);
}

#[test]
fn a_wrong_kind_is_refused_before_it_runs() {
    let mut kit = kit(0);
    let before = RAN.load(Ordering::Relaxed);
    for &kind in ExtensionKind::ALL {
        let outcome = kit.run_as(kind, "Ran", record! {});
        if kind == ExtensionKind::Command {
            outcome.expect_ok();
        } else {
            let text = format!("called as a {kind}, the extension is a command");
            class(outcome, ErrorClass::WrongKind, &text);
        }
    }
    assert_eq!(RAN.load(Ordering::Relaxed), before + 1);
}

#[test]
fn more_intents_than_the_kind_may_make_are_none() {
    let mut kit = kit(0);
    let writes = |count: i32| record! { Count: count };
    kit.run("Writes", writes(1000)).expect_ok().ignore_intents();
    assert_eq!(
        kit.state().rows(Storage::View, DAYS).map(|rows| rows.len()),
        Ok(1000)
    );
    let mut kit = Kit::native("test");
    let outcome = kit.run("Writes", writes(1001));
    assert_eq!(outcome.stats().bytes_written, 0);
    class(outcome, ErrorClass::StateLimit, "1000");
    kit.expect_rows(DAYS, []);
}

#[test]
fn bad_intents_have_errors_of_their_own() {
    let mut kit = kit(0);
    for (how, expected, text) in [
        ("name", ErrorClass::BadIntent, "bad intent: "),
        ("field", ErrorClass::State, "Amounts"),
        ("storage", ErrorClass::Forbidden, "sys.Result"),
        ("large", ErrorClass::BadIntent, "bad intent: "),
        (
            "many",
            ErrorClass::BadIntent,
            "a block is larger than 16 MiB",
        ),
    ] {
        class(kit.run("BadIntents", record! { How: how }), expected, text);
        kit.expect_rows(DAYS, []);
    }
}

#[test]
fn what_no_engine_can_call_is_refused() {
    let mut engine = BuiltinEngine::linked("test").expect("this program's own");
    let mut state = HostState::new();
    let mut call = |name: &str, args| {
        let kind = ExtensionKind::Validator;
        let result = engine
            .invoke(&mut state, &Call::new(name, kind, args))
            .result;
        result.map_err(|error| error.class())
    };
    for args in [RecordRef::empty(), RecordRef::trusted(&[])] {
        assert_eq!(call("Nothing", args), Ok(()));
    }
    for name in ["", "a\0b", &"x".repeat(256)] {
        assert_eq!(
            call(name, RecordRef::empty()),
            Err(ErrorClass::Call),
            "{name:?}"
        );
    }
    let large = vec![0; (16 << 20) + 8];
    assert_eq!(
        call("Nothing", RecordRef::trusted(&large)),
        Err(ErrorClass::Call)
    );
    assert_eq!(engine.finish(), Ok(()));
    let kind = ExtensionKind::Validator;
    let args = RecordRef::empty();
    let report = engine.invoke(&mut state, &Call::new("Nothing", kind, args));
    assert_eq!(state.apply(), Err(StateError::NoRun));
    let error = report.result.expect_err("it is finished");
    assert_eq!(
        error.to_string(),
        "Nothing in test: run: call: the engine is finished"
    );
}

#[test]
fn the_manifest_is_the_one_that_the_module_would_have() {
    let kit = kit(0);
    let [entity] = &kit.manifest().entities[..] else {
        panic!("{:?}", kit.manifest().entities);
    };
    assert_eq!(entity.name, DAYS);
    assert_eq!((entity.key.len(), entity.value.len()), (2, 1));
    let mut extensions = kit.manifest().extensions.iter();
    let nested = extensions.find(|extension| extension.name == "Nested");
    let nested = nested.map(|nested| (nested.kind, nested.doc.as_str()));
    let doc = "Reads inside of reads, each up to its first element; a get at the bottom.";
    assert_eq!(nested, Some((ExtensionKind::Query, doc)));
}

#[test]
fn switches_can_be_changed() {
    let mut kit = kit(1);
    let calls = |kit: &mut Kit| {
        kit.run("Amount", day(1))
            .ignore_failure()
            .ignore_intents()
            .host_calls()
            .len()
    };
    assert_eq!(calls(&mut kit), 1);
    kit.engine_config(|config| config.trace = false);
    assert_eq!(calls(&mut kit), 0);
}
