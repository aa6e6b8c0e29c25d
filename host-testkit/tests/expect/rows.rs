//! Expected rows.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Day: day }
}

/// Days 1 and 2 of a view, a record and a singleton.
fn kit() -> Kit {
    let guest = Guest::new().entities();
    let mut kit = guest
        .returns("Fine", ExtensionKind::Command, &Returns::default())
        .kit();
    kit.view("orders.Daily", day(2), record! { Amount: 20i64 })
        .view("orders.Daily", day(1), record! { Amount: 10i64 })
        .record("orders.Order", 5, record! { Note: "first" })
        .singleton("orders.Shop", record! { Note: "open" });
    kit
}

#[test]
fn what_is_there_passes() {
    kit()
        .expect_row("orders.Daily", day(1), record! { Amount: 10i64 })
        .expect_no_row("orders.Daily", day(3))
        .expect_record("orders.Order", 5, record! { Note: "first" })
        .expect_singleton("orders.Shop", record! { Note: "open" })
        .expect_rows(
            "orders.Daily",
            [
                (day(1), record! { Amount: 10i64 }),
                (day(2), record! { Amount: 20i64 }),
            ],
        );
}

#[test]
fn a_row_with_another_value_shows_both() {
    let kit = kit();
    let failed = failure(|| {
        kit.expect_row("orders.Daily", day(1), record! { Amount: 11i64 }); // another value
    });
    failed.is_blamed_on("// another value").says(
        r"
        orders.Daily: another row under record! { Day: 1, Year: 2026 } (- expected, + actual)
          record! {
        -     Amount: 11i64,
        +     Amount: 10i64,
          }",
    );
}

#[test]
fn a_row_that_is_not_there_shows_those_that_are() {
    let kit = kit();
    let failed = failure(|| {
        kit.expect_row("orders.Daily", day(7), record! { Amount: 11i64 }); // no row
    });
    failed.is_blamed_on("// no row").says(
        r"
        orders.Daily: no row under record! { Day: 7, Year: 2026 }; there are
          record! { Day: 1, Year: 2026 }
          record! { Day: 2, Year: 2026 }",
    );
    let failed = failure(|| {
        kit.expect_no_row("orders.Daily", day(1)); // a row
    });
    failed.is_blamed_on("// a row").says(
        r"
        orders.Daily: a row under record! { Day: 1, Year: 2026 } that the test does not expect
        + record! { Amount: 10i64 }",
    );
}

#[test]
fn all_rows_are_compared_in_key_order() {
    let kit = kit();
    let failed = failure(|| {
        let (one, two) = (record! { Amount: 10i64 }, record! { Amount: 21i64 });
        let expected = [(day(1), one), (day(2), two), (day(3), record! {})];
        kit.expect_rows("orders.Daily", expected); // all rows
    });
    failed.is_blamed_on("// all rows").says(
        r"
        orders.Daily: other rows (- expected, + actual)
          (record! { Day: 1, Year: 2026 }, record! {
              Amount: 10i64,
          }),
          (record! { Day: 2, Year: 2026 }, record! {
        -     Amount: 21i64,
        +     Amount: 20i64,
          }),
        - (record! { Day: 3, Year: 2026 }, record! {}),",
    );
}

#[test]
fn rows_in_another_order_are_other_rows() {
    let kit = kit();
    let failed = failure(|| {
        let (one, two) = (record! { Amount: 10i64 }, record! { Amount: 20i64 });
        kit.expect_rows("orders.Daily", [(day(2), two), (day(1), one)]); // order
    });
    failed.is_blamed_on("// order");
}

#[test]
fn an_entity_that_nobody_declared_is_reported_with_those_that_are() {
    let kit = kit();
    let failed = failure(|| {
        kit.expect_rows("orders.Weekly", []); // no entity
    });
    failed.is_blamed_on("// no entity").says(
        "orders.wasm: no entity orders.Weekly; declared: orders.Daily, orders.Order, orders.Shop",
    );
}

#[test]
fn what_cannot_be_arranged_fails_where_it_is_arranged() {
    let mut kit = kit();
    let failed = failure(|| {
        kit.view("orders.Daily", day(1), record! { Amount: 11 }); // i32, not i64
    });
    failed.is_blamed_on("// i32, not i64");
    assert!(
        failed.text.contains("Amount: found i32, expected i64"),
        "{}",
        failed.text
    );
    let failed = failure(|| {
        kit.event(record! { Nonsense: 1 }); // not a field of events
    });
    failed.is_blamed_on("// not a field of events");
    assert!(failed.text.contains("Nonsense"), "{}", failed.text);
    let failed = failure(|| {
        kit.view("orders.Daily", day(1), record! { "": 11 }); // no name
    });
    failed.is_blamed_on("// no name");
}
