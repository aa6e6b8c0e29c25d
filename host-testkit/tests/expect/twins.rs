//! Twins of guests in wasm text, one in the place of the native kit.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn row(amount: i64) -> Intent {
    insert_view("orders.Daily", record! { Year: 2026, Day: 1 }).with("Amount", amount)
}

fn guest(amount: i64) -> Guest {
    let returns = Returns {
        intents: vec![row(amount)],
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Calc", ExtensionKind::Projector, &returns)
        .does("Trap", ExtensionKind::Command, "(unreachable)")
}

#[test]
fn runs_that_come_to_the_same_are_applied_in_both() {
    let mut twins = Twins::new(guest(1).kit(), guest(1).kit());
    twins.run("Calc", record! {}).expect_intents([row(1)]);
    let rows = [(record! { Year: 2026, Day: 1 }, record! { Amount: 1i64 })];
    twins.native().expect_rows("orders.Daily", rows.clone());
    twins.wasm().expect_rows("orders.Daily", rows);
    twins
        .run_as(ExtensionKind::Query, "Calc", record! {})
        .expect_failure("a query may not");
    assert!(twins.not_compared().is_empty());
}

#[test]
fn what_differs_is_blamed_on_the_line_that_ran() {
    let mut twins = Twins::new(guest(1).kit(), guest(2).kit());
    let failed = failure(|| {
        twins.run("Calc", record! { For: "a test" }); // not the same
    });
    failed.is_blamed_on("// not the same").says(
        r#"
        Calc: not the same in both worlds (- native, + wasm)
          Calc: ok
          intents:
            insert_view("orders.Daily", record! { Day: 1, Year: 2026 })
        -       .with("Amount", 1i64)
        +       .with("Amount", 2i64)
          used: 0 host calls, 0 bytes read, 112 bytes written
        arguments: record! {
            For: "a test",
        }
        "#,
    );
}

#[test]
fn a_trap_is_reported_as_not_compared() {
    let mut twins = Twins::new(guest(1).kit(), guest(1).kit());
    let failed = failure(|| {
        twins.run("Trap", record! {}); // not compared
    });
    failed.is_blamed_on("// not compared");
    let said = "a call ends in one of the worlds only, so it cannot be compared: Trap in \
                orders.wasm: run: fault: trap";
    assert!(failed.text.starts_with(said), "{}", failed.text);
    assert!(
        failed.text.contains("`allow_not_compared`"),
        "{}",
        failed.text
    );

    twins.allow_not_compared();
    twins.run("Trap", record! {}).expect_fault("unreachable");
    let [why] = twins.not_compared() else {
        panic!("{:?}", twins.not_compared());
    };
    assert!(
        why.starts_with("Trap in orders.wasm: run: fault: trap in WasmRun"),
        "{why}"
    );
    assert_eq!(
        twins.native().costs().runs().len(),
        0,
        "it was run natively"
    );
}

#[test]
fn kits_of_other_extensions_are_no_twins() {
    let other = Guest::new()
        .entities()
        .panics("Calc", ExtensionKind::Command)
        .kit();
    let failed = failure(|| {
        Twins::new(guest(1).kit(), other); // no twins
    });
    failed.is_blamed_on("// no twins");
    for part in [
        "orders.wasm and orders.wasm: other extensions or entities (- native, + wasm)",
        "- projector Calc",
        "+ command Calc",
    ] {
        assert!(failed.text.contains(part), "{}", failed.text);
    }
}
