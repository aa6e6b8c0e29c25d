//! Guests that keep the contract, written by hand from the text of ABI.md alone.

use heeus_abi::{ExtensionKind, LogLevel};
use heeus_host::engine::ResetCheck;
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host_testkit::prelude::*;

use super::hostile::state;
use super::table::files;
use super::{begin, call, good, load, work};

/// The outcome of a run of `Work`.
#[derive(Debug, PartialEq)]
struct End {
    error: Option<(ErrorClass, String)>,
    intents: Vec<Intent>,
    logs: Vec<String>,
}

/// Runs `Work` three times in both read modes, each time from the same state. Checks that all
/// outcomes are equal, and returns one.
fn outcome_of(name: &str) -> End {
    let module = load(&format!("good/{name}")).unwrap_or_else(|error| panic!("{error}"));
    // They do not report that the memory which they take is free.
    let check = match name {
        "memory_moves" | "plain" => ResetCheck::Unknown,
        _ => ResetCheck::Same,
    };
    let ends: Vec<End> = [true, false]
        .into_iter()
        .flat_map(|pages| {
            let mut engine = begin(&module, pages).unwrap_or_else(|error| panic!("{error}"));
            [(); 3].map(|()| {
                let mut state = state();
                let end = end(&mut engine, &mut state, check);
                assert_eq!(good(&mut engine, &mut state).result, Ok(()));
                end
            })
        })
        .collect();
    let mut ends = ends.into_iter();
    let first = ends.next().unwrap();
    ends.for_each(|end| assert_eq!(end, first, "{name}"));
    first
}

fn end(
    engine: &mut heeus_host::engine::WasmEngine,
    state: &mut HostState,
    check: ResetCheck,
) -> End {
    let report = work(engine, state);
    let error = report.result.err();
    if error.is_none() {
        assert_eq!(report.stats.reset, check);
    }
    let log = |line: &heeus_host::engine::LogEntry| {
        let heeus_host::engine::LogEntry {
            level,
            target,
            file,
            line,
            text,
        } = line;
        format!("{level} {target} {file}:{line} {text}")
    };
    End {
        error: error.map(|error| (error.class(), error.to_string())),
        intents: state.pending().iter().map(Intent::from).collect(),
        logs: report.logs.iter().map(log).collect(),
    }
}

/// The outcome of most of them: an intent for July.
fn july(amount: i64) -> End {
    let key = record! { Year: 2026, Month: 7 };
    End {
        error: None,
        intents: vec![insert_view("air.Orders", key).with("Amount", amount)],
        logs: Vec::new(),
    }
}

#[test]
fn a_get_an_intent_and_a_log_line() {
    let logs = vec!["info orders lib.rs:42 added".to_owned()];
    let expected = End {
        logs,
        ..july(400 + 500)
    };
    assert_eq!(outcome_of("get_and_intent"), expected);
}

#[test]
fn reads_of_all_sorts() {
    assert_eq!(outcome_of("read"), july(2100));
    assert_eq!(outcome_of("read_by_pages"), july(2100));
    assert_eq!(outcome_of("read_at_most_two"), july(300));
    assert_eq!(outcome_of("read_range"), july(700));
    assert_eq!(outcome_of("stop"), july(600));
}

#[test]
fn an_error_with_all_that_belongs_to_it() {
    let text = "Work in good/error.wasm: run: error -7: full!".to_owned();
    let expected = End {
        error: Some((ErrorClass::Extension, text)),
        intents: Vec::new(),
        logs: vec![LogLevel::Warn.to_string() + "  lib.rs:3 no orders"],
    };
    assert_eq!(outcome_of("error"), expected);
}

#[test]
fn what_a_guest_may_do_though_few_will() {
    assert_eq!(outcome_of("unaligned"), july(500));
    assert_eq!(outcome_of("memory_moves"), july(2100));
    assert_eq!(outcome_of("scribbles"), july(2100));
    assert_eq!(outcome_of("plain"), july(42));
    let key = record! { Year: 2026, Month: 5 };
    let update = update_view("air.Orders", key).with("Amount", -5i64);
    assert_eq!(outcome_of("update").intents, [update]);
}

#[test]
fn what_is_not_there_is_refused_by_the_guest_itself() {
    let module = load("good/read").unwrap();
    let mut engine = begin(&module, true).unwrap();
    let mut refused = |name, kind| {
        let report = call(&mut engine, &mut state(), name, kind);
        report.result.map_err(|error| error.class())
    };
    assert_eq!(
        refused("Nothing", ExtensionKind::Command),
        Err(ErrorClass::UnknownExtension)
    );
    assert_eq!(
        refused("Goo", ExtensionKind::Command),
        Err(ErrorClass::UnknownExtension)
    );
    assert_eq!(
        refused("Good", ExtensionKind::Query),
        Err(ErrorClass::WrongKind)
    );
    assert_eq!(
        refused("Work", ExtensionKind::Command),
        Err(ErrorClass::WrongKind)
    );
    assert_eq!(refused("Good", ExtensionKind::Command), Ok(()));
}

#[test]
fn every_good_guest_is_named_here() {
    let text = include_str!("good.rs");
    for file in files("good") {
        let name = file.trim_start_matches("good/");
        assert!(
            text.contains(&format!("(\"{name}\")")),
            "no test here runs tests/hostile/{file}.wat"
        );
    }
}
