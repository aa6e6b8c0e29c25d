//! Snapshots: their content, and the parts that they leave out.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapshots are written so"
)]

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::guest::{Guest, Returns};

fn kit() -> Kit {
    let day = || record! { Year: 2026, Day: 1 };
    let calculates = Returns {
        intents: vec![
            insert_view("orders.Daily", day()).with("Amount", 1i64),
            update_view("orders.Daily", day()).with("Note", "first\nsecond"),
        ],
        logs: vec![(LogLevel::Info, "one row"), (LogLevel::Warn, "two\nlines")],
        ..Returns::default()
    };
    let refuses = Returns {
        error: Some((7, "negative order amount")),
        logs: vec![(LogLevel::Error, "total is -5")],
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Calc", ExtensionKind::Projector, &calculates)
        .returns("Refuse", ExtensionKind::Command, &refuses)
        .returns("Nothing", ExtensionKind::Command, &Returns::default())
        .gets("Get", ExtensionKind::Projector, &day())
        .panics("Panic", ExtensionKind::Command)
        .does("Trap", ExtensionKind::Command, "(unreachable)")
        .does("Loop", ExtensionKind::Command, "(loop $again (br $again))")
        .kit()
}

#[test]
fn what_ended_well_has_intents_and_log_lines() {
    kit().run("Calc", record! {}).expect_snapshot(expect![[r#"
        Calc: ok
        intents:
          insert_view("orders.Daily", record! { Day: 1, Year: 2026 })
              .with("Amount", 1i64)
          update_view("orders.Daily", record! { Day: 1, Year: 2026 })
              .with("Note", "first\nsecond")
        log:
          info: one row
          warn: "two\nlines"
    "#]]);
}

#[test]
fn host_calls_have_their_answers() {
    let mut kit = kit();
    kit.view(
        "orders.Daily",
        record! { Year: 2026, Day: 1 },
        record! { Amount: 5i64 },
    );
    kit.run("Get", record! {}).expect_snapshot(expect![[r#"
        Get: ok
        host calls:
          HostGetElem(sys.View orders.Daily {Day: 1, Year: 2026}) -> exists {Amount: 5i64}
    "#]]);
    kit.run("Nothing", record! {}).expect_snapshot(expect![[r#"
        Nothing: ok
    "#]]);
}

#[test]
fn what_failed_has_its_error_without_a_place() {
    let mut kit = kit();
    kit.engine_config(|config| config.fuel = Some(100_000));
    kit.run("Refuse", record! {}).expect_snapshot(expect![[r#"
        Refuse: error 7: negative order amount
        log:
          error: total is -5
    "#]]);
    kit.run("Panic", record! {}).expect_snapshot(expect![[r#"
        Panic: fault: panic: index out of bounds: the len is 3 but the index is 7
    "#]]);
    kit.run("Trap", record! {}).expect_snapshot(expect![[r#"
        Trap: fault: trap in WasmRun: wasm trap: wasm `unreachable` instruction executed
    "#]]);
    kit.run("Loop", record! {}).expect_snapshot(expect![[r#"
        Loop: limit: fuel of 100000 in WasmRun
    "#]]);
}

#[test]
fn an_outcome_shows_itself_as_its_snapshot() {
    let run = kit().run("Nothing", record! {});
    assert_eq!(run.to_string(), run.snapshot());
    assert_eq!(run.snapshot(), "Nothing: ok\n");
}
