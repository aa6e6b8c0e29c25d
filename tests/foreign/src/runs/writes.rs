//! Arguments, rows, intents and log lines.

use heeus_abi::{ExtensionKind, LogLevel};
use heeus_host_testkit::prelude::*;

use super::{Run, good, intents, run, same};
use crate::bench::{Bench, DAYS, ITEMS, Needs, days};
use crate::wrong::Wrong;

const ECHO: (ExtensionKind, &str) = (ExtensionKind::Query, "Echo");

pub fn runs() -> Vec<Run> {
    let mut runs = arguments();
    runs.extend(intents_and_lines());
    runs
}

/// The runs that get arguments and return them.
fn arguments() -> Vec<Run> {
    vec![
        run(
            "a run that leaves nothing",
            2,
            Needs::Extension("Nothing"),
            nothing,
        ),
        run(
            "arguments without fields come back",
            5,
            Needs::Extension("Echo"),
            echo_empty,
        ),
        run(
            "arguments of each type come back",
            5,
            Needs::Extension("Echo"),
            echo_types,
        ),
        run(
            "records and arrays of records come back",
            5,
            Needs::Extension("Echo"),
            echo_nested,
        ),
        run(
            "arguments of a megabyte come back",
            4,
            Needs::Extension("Echo"),
            echo_large,
        ),
        run(
            "large arguments may be the first",
            2,
            Needs::Extension("Echo"),
            first_is_large,
        ),
    ]
}

/// The runs that leave intents and log lines.
fn intents_and_lines() -> Vec<Run> {
    vec![
        run(
            "the view is declared as it should be",
            12,
            Needs::Extension("Get"),
            declared,
        ),
        run("an insert", 7, Needs::Extension("Insert"), insert),
        run(
            "an update of what is there",
            7,
            Needs::Extension("Update"),
            update,
        ),
        run(
            "a new record that names itself",
            7,
            Needs::Extension("New"),
            new_item,
        ),
        run(
            "log lines of each level",
            8,
            Needs::Extension("Log"),
            log_lines,
        ),
    ]
}

fn nothing(bench: &mut Bench) -> Result<(), Wrong> {
    let ran = good(bench, (ExtensionKind::Command, "Nothing"), &record! {})?;
    intents(&ran, &[])?;
    same("log lines", &ran.logs.len(), &0)
}

fn echo(bench: &mut Bench, args: &DynRecord) -> Result<(), Wrong> {
    let ran = good(bench, ECHO, args)?;
    intents(&ran, &[result(args.clone())])
}

fn echo_empty(bench: &mut Bench) -> Result<(), Wrong> {
    echo(bench, &record! {})
}

fn echo_types(bench: &mut Bench) -> Result<(), Wrong> {
    let args = record! {
        I32: i32::MIN, I64: i64::MAX, F32: 1.5f32, F64: -2.5f64, Bool: true, Text: "t\u{e4}xt",
        Empty: "", Bytes: b"\0\xff", Name: QName("a.b.C"), Id: RecordId(65_536),
        "A name that is longer than four bytes": 1, "A name that is longer": 2,
    };
    echo(bench, &args)
}

fn echo_nested(bench: &mut Bench) -> Result<(), Wrong> {
    let inner = record! { Text: "inner", Deeper: record! { Number: 1 } };
    let args = record! {
        Record: inner.clone(), Records: vec![inner, record! {}], Texts: ["", "a", "bc"],
        Numbers: [1i64, -1], Flags: [true, false, true],
    };
    echo(bench, &args)
}

fn large() -> DynRecord {
    record! { Text: "x".repeat(1 << 20), Number: 7 }
}

/// Compares by hand, so that a failure does not show a megabyte.
fn echo_large(bench: &mut Bench) -> Result<(), Wrong> {
    for size in 0..3 {
        let args = large().with("Number", size);
        let ran = good(bench, ECHO, &args)?;
        let is_same = ran.intents == [result(args)];
        same("whether all of it comes back", &is_same, &true)?;
    }
    Ok(())
}

fn first_is_large(bench: &mut Bench) -> Result<(), Wrong> {
    bench.finish()?;
    echo_large(bench)?;
    echo_empty(bench)
}

fn declared(bench: &mut Bench) -> Result<(), Wrong> {
    let manifest = &bench.module().report().manifest;
    let found = manifest.entities.iter().find(|entity| entity.name == DAYS);
    same("entity", &found, &Some(&days()))
}

fn insert(bench: &mut Bench) -> Result<(), Wrong> {
    let args = record! { Year: 2026, Day: 9, Amount: -5i64 };
    let ran = good(bench, (ExtensionKind::Projector, "Insert"), &args)?;
    let key = record! { Year: 2026, Day: 9 };
    intents(&ran, &[insert_view(DAYS, key).with("Amount", -5i64)])
}

fn update(bench: &mut Bench) -> Result<(), Wrong> {
    let args = record! { Year: 2026, Day: 2, Amount: 7i64 };
    let ran = good(bench, (ExtensionKind::Projector, "Update"), &args)?;
    let key = record! { Year: 2026, Day: 2 };
    intents(&ran, &[update_view(DAYS, key).with("Amount", 7i64)])
}

fn new_item(bench: &mut Bench) -> Result<(), Wrong> {
    let ran = good(bench, (ExtensionKind::Command, "New"), &record! {})?;
    let first = 65_536;
    intents(
        &ran,
        &[insert_record(ITEMS, first).with("Self", RecordId(first))],
    )
}

fn log_lines(bench: &mut Bench) -> Result<(), Wrong> {
    let ran = good(bench, (ExtensionKind::Command, "Log"), &record! {})?;
    let found: Vec<_> = ran
        .logs
        .iter()
        .map(|line| (line.level, line.text.as_str()))
        .collect();
    let expected: Vec<_> = LogLevel::ALL
        .iter()
        .map(|level| (*level, "a line"))
        .collect();
    same("log lines", &found, &expected)
}
