//! Expected intents.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use crate::failure::failure;
use crate::guest::{Guest, Returns};

fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Day: day }
}

/// A projector that returns these intents.
fn kit(intents: Vec<Intent>) -> Kit {
    let returns = Returns {
        intents,
        ..Returns::default()
    };
    Guest::new()
        .entities()
        .returns("Calc", ExtensionKind::Projector, &returns)
        .kit()
}

/// One new row, of day 2.
fn one() -> Kit {
    kit(vec![
        insert_view("orders.Daily", day(2)).with("Amount", 400i64),
    ])
}

#[test]
fn what_is_expected_passes() {
    let mut kit = kit(vec![
        insert_view("orders.Daily", day(2)).with("Amount", 400i64),
        insert_view("orders.Daily", day(3))
            .with("Amount", 1i64)
            .with("Note", "x"),
    ]);
    kit.run("Calc", record! {})
        .expect_ok()
        .expect_intent(
            insert_view("orders.Daily", day(3))
                .with("Note", "x")
                .with("Amount", 1i64),
        )
        .expect_intent(insert_view("orders.Daily", day(2)).with("Amount", 400i64))
        .expect_no_intents()
        .done();
    kit.run("Calc", record! {})
        .expect_intent(insert_view("orders.Daily", day(2)).with("Amount", 400i64))
        .expect_intents([insert_view("orders.Daily", day(3))
            .with("Amount", 1i64)
            .with("Note", "x")]);
    kit.run("Calc", record! {}).ignore_intents().done();
}

#[test]
fn a_wrong_value_shows_both() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intent(insert_view("orders.Daily", day(2)).with("Amount", 300i64)); // value
    });
    failed.is_blamed_on("// value").says(
        r#"
        Calc: an expected intent is another (- expected, + actual)
          insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        -     .with("Amount", 300i64)
        +     .with("Amount", 400i64)"#,
    );
}

#[test]
fn a_value_of_another_type_is_another_value() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intent(insert_view("orders.Daily", day(2)).with("Amount", 400)); // i32
    });
    failed.is_blamed_on("// i32").says(
        r#"
        Calc: an expected intent is another (- expected, + actual)
          insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        -     .with("Amount", 400)
        +     .with("Amount", 400i64)"#,
    );
}

#[test]
fn a_field_too_few_and_one_too_many_show() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intent(insert_view("orders.Daily", day(2)).with("Note", "x")); // fields
    });
    failed.is_blamed_on("// fields").says(
        r#"
        Calc: an expected intent is another (- expected, + actual)
          insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        -     .with("Note", "x")
        +     .with("Amount", 400i64)"#,
    );
}

#[test]
fn a_new_value_is_no_update() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intent(update_view("orders.Daily", day(2)).with("Amount", 400i64)); // update
    });
    failed.is_blamed_on("// update").says(
        r#"
        Calc: an expected intent is another (- expected, + actual)
        - update_view("orders.Daily", record! { Day: 2, Year: 2026 })
        + insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
              .with("Amount", 400i64)"#,
    );
}

#[test]
fn a_missing_intent_shows_with_those_that_there_are() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intent(insert_view("orders.Daily", day(9)).with("Amount", 400i64)); // missing
    });
    failed.is_blamed_on("// missing").says(
        r#"
        Calc: an expected intent is missing (- expected, + actual)
        - insert_view("orders.Daily", record! { Day: 9, Year: 2026 })
        -     .with("Amount", 400i64)
        + insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        +     .with("Amount", 400i64)"#,
    );
}

#[test]
fn one_intent_is_expected_once() {
    let run = one().run("Calc", record! {});
    let expected = || insert_view("orders.Daily", day(2)).with("Amount", 400i64);
    let run = run.expect_intent(expected());
    let failed = failure(|| {
        run.expect_intent(expected()); // again
    });
    failed.is_blamed_on("// again").says(
        r#"
        Calc: an expected intent is missing (- expected, + actual)
        - insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        -     .with("Amount", 400i64)
        + (no other intents)"#,
    );
}

const UNEXPECTED: &str = r#"
    Calc: intents that the test does not expect
    + insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
    +     .with("Amount", 400i64)"#;

#[test]
fn an_unexpected_intent_fails_where_the_test_says_that_it_is_done() {
    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_ok().done(); // done
    });
    failed.is_blamed_on("// done").says(UNEXPECTED);

    let run = one().run("Calc", record! {});
    let failed = failure(|| {
        run.expect_no_intents(); // none
    });
    failed.is_blamed_on("// none").says(UNEXPECTED);
}

#[test]
fn an_unexpected_intent_fails_when_the_outcome_is_dropped_and_names_the_run() {
    let mut kit = one();
    let line = line!() + 2;
    let failed = failure(|| {
        kit.run("Calc", record! {}).expect_ok();
    });
    let place = format!("host-testkit/tests/expect/intents.rs:{line}:");
    assert!(failed.text.starts_with(&place), "{}", failed.text);
    assert!(
        failed
            .text
            .contains("Calc: intents that the test does not expect\n+ insert_view")
    );
}

#[test]
fn a_list_of_intents_is_compared_in_order() {
    let first = || insert_view("orders.Daily", day(2)).with("Amount", 1i64);
    let second = || insert_view("orders.Daily", day(3)).with("Amount", 2i64);
    let run = kit(vec![first(), second()]).run("Calc", record! {});
    let failed = failure(|| {
        run.expect_intents([second(), first()]); // order
    });
    failed.is_blamed_on("// order").says(
        r#"
        Calc: other intents (- expected, + actual)
        + insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        +     .with("Amount", 1i64)
          insert_view("orders.Daily", record! { Day: 3, Year: 2026 })
        -     .with("Amount", 2i64)
        - insert_view("orders.Daily", record! { Day: 2, Year: 2026 })
        -     .with("Amount", 1i64)
        +     .with("Amount", 2i64)"#,
    );
}

#[test]
fn every_storage_has_its_words() {
    let made = || {
        vec![
            insert_record("orders.Order", 5).with("Amount", 1i64),
            insert_singleton("orders.Shop").with("Amount", 2i64),
            result(record! { Total: 3i64 }),
            response(record! { StatusCode: 201 }),
        ]
    };
    let returns = Returns {
        intents: made(),
        ..Returns::default()
    };
    let guest = Guest::new()
        .entities()
        .returns("New", ExtensionKind::Command, &returns);
    let mut kit = guest.kit();
    kit.dry_run("New", record! {}).expect_intents(made());

    let run = kit.run("New", record! {});
    let texts: Vec<String> = run.intents().iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "insert_record(\"orders.Order\", 5)\n    .with(\"Amount\", 1i64)",
            "insert_singleton(\"orders.Shop\")\n    .with(\"Amount\", 2i64)",
            "result(record! {\n    Total: 3i64,\n})",
            "response(record! {\n    StatusCode: 201,\n})",
        ]
    );
    run.expect_intents(made());
}

#[test]
fn a_new_record_may_have_a_raw_id_in_the_value() {
    let keyless = insert(Storage::Record, "orders.Order", record! {});
    let made = keyless.with("sys.ID", new_id(2)).with("Amount", 1i64);
    let returns = Returns {
        intents: vec![made.clone()],
        ..Returns::default()
    };
    let mut kit = Guest::new()
        .entities()
        .returns("New", ExtensionKind::Command, &returns)
        .kit();
    let plain = insert_record("orders.Order", new_id(2)).with("Amount", 1i64);
    kit.dry_run("New", record! {}).expect_intents([plain]);
    for id in [65_536, 65_537] {
        let run = kit.run("New", record! {}).expect_intents([made.clone()]);
        let ids: Vec<_> = run.new_ids().iter().map(|new| (new.raw, new.id)).collect();
        assert_eq!(ids, [(65_534, id)]);
        kit.expect_record("orders.Order", id, record! { Amount: 1i64 });
    }
    kit.expect_record(
        "orders.Order",
        65_536,
        record! { "sys.ID": RecordId(65_536), Amount: 1i64 },
    );
}
