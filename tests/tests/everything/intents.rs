//! New values and updates.

use heeus_host::state::Overwrites;
use heeus_host_testkit::prelude::*;

use super::support::{arrange, by_pages_and_elements, day, kit};

fn article(id: i64) -> DynRecord {
    record! { Id: RecordId(id), Name: "tea", Price: 5i64 }
}

#[test]
fn a_new_record_and_its_update() {
    let mut kit = kit();
    kit.run("NewArticle", article(65_536))
        .expect_intents([insert_record("test.Article", 65_536)
            .with("Name", "tea")
            .with("Price", 5i64)]);
    kit.run("SetPrice", record! { Id: RecordId(65_536), Price: 6i64 })
        .expect_intents([update_record("test.Article", 65_536).with("Price", 6i64)]);
    kit.expect_record("test.Article", 65_536, record! { Name: "tea", Price: 6i64 });
    kit.run("NewArticle", article(65_536))
        .expect_failure("exists: a new record needs a key of its own");
    kit.run("SetPrice", record! { Id: RecordId(1), Price: 6i64 })
        .expect_error("the element does not exist");
    kit.run("UpdateUnread", record! { Id: RecordId(1) })
        .expect_failure("does not exist: an update needs an element");
    kit.expect_record("test.Article", 65_536, record! { Name: "tea", Price: 6i64 });
}

#[test]
fn a_singleton_is_new_once() {
    let mut kit = kit();
    for (currency, expected) in [
        ("EUR", insert_singleton("test.Config")),
        ("CHF", update_singleton("test.Config")),
    ] {
        kit.run("SetCurrency", record! { Currency: currency })
            .expect_intents([expected.with("Currency", currency)]);
        kit.expect_singleton("test.Config", record! { Currency: currency });
    }
}

#[test]
fn the_last_put_of_a_field_counts() {
    let mut kit = kit();
    kit.run("NewDays", record! { Count: 3 })
        .expect_intents((1..=3).map(|number| {
            insert_view("test.Days", day(number))
                .with("Amount", i64::from(number))
                .with("Note", "x")
        }));
}

#[test]
fn intents_on_one_element_are_applied_in_their_order_and_not_seen_before() {
    by_pages_and_elements(|kit| {
        let day = || day(1);
        kit.limits(|limits| limits.overwrites = Overwrites::Allow);
        let told = kit.run("SeveralOnOneDay", day()).expect_intents([
            insert_view("test.Days", day())
                .with("Amount", 1i64)
                .with("Note", "first"),
            insert_view("test.Days", day()).with("Amount", 2i64),
            update_view("test.Days", day()).with("Note", "not seen"),
        ]);
        // The second insert replaced the row. Only the update adds a note again.
        kit.expect_row(
            "test.Days",
            day(),
            record! { Amount: 2i64, Note: "not seen" },
        );
        vec![told]
    });
}

#[test]
fn an_intent_needs_no_fields() {
    let mut kit = kit();
    kit.run("EmptyDay", day(1))
        .expect_intents([insert_view("test.Days", day(1))]);
    kit.expect_row("test.Days", day(1), record! {});
}

#[test]
fn a_run_that_fails_leaves_nothing() {
    let mut kit = kit();
    arrange(&mut kit, 1);
    let before = kit.rows("test.Days");
    kit.run("FailAfterIntents", day(2))
        .expect_error("after the intent");
    kit.run("UnspeakableField", day(2)).expect_failure(
        "bad intent: test.Days: a name is empty, longer than 255 bytes or contains a NUL",
    );
    kit.run("UnknownField", day(2))
        .expect_failure("value has no field Amuont")
        .expect_failure("did you mean Amount?");
    kit.run("WriteInQuery", day(2))
        .expect_failure("a query may not insert into sys.View; it may get and read there");
    kit.run("EmptyDay", record! { Year: 2026, Month: 1 })
        .expect_failure("key field Day is missing");
    kit.expect_rows("test.Days", before);
}

#[test]
fn a_run_makes_so_many_intents_and_no_more() {
    let mut kit = kit();
    let args = |count: i32| record! { Count: count };
    kit.run("NewDays", args(1000)).ignore_intents();
    assert_eq!(kit.rows("test.Days").len(), 1000);
    kit.run("NewDays", args(1001))
        .expect_limit("a projector may make at most 1000 intents in a run");
    kit.limits(|limits| limits.intents.projector = 2);
    kit.run("NewDays", args(3))
        .expect_limit("at most 2 intents");
    kit.run("NewDays", args(2)).ignore_intents();
}
