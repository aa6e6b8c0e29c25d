//! Rows that are begun or changed in one step.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

fn line(name: &str, price: i64) -> DynRecord {
    record! { Name: name, Price: price }
}

/// Runs the projector with these arguments for table 4.
#[track_caller]
fn upsert(kit: &mut Kit, args: DynRecord) -> Outcome {
    kit.event(record! { ArgumentObject: args.with("Table", "4") });
    kit.run("UpsertTab", record! {})
}

fn tab() -> Intent {
    update_view("typed.Tab", record! { Table: "4" })
}

#[test]
fn a_row_is_begun_and_then_changed() {
    everywhere(|kit| {
        let pizza = line("pizza", 950).with("Parts", [record! { Name: "ham" }]);
        let first = upsert(kit, record! { Lines: [pizza.clone()], Guest: "Ada" })
            .expect_log(LogLevel::Info, "open")
            .expect_intents([insert_view("typed.Tab", record! { Table: "4" })
                .with("Sum", 950i64)
                .with("Lines", [pizza.clone()])
                .with("Guest", "Ada")
                .with("State", "open")]);
        let second = upsert(kit, record! { Lines: [line("tea", 250)] }).expect_intents([tab()
            .with("Sum", 1200i64)
            .with("Lines", [pizza.clone(), line("tea", 250)])]);
        let unchanged = upsert(kit, record! { Guest: "Ada" }).expect_no_intents();
        let closed = upsert(kit, record! { What: "close" })
            .expect_log(LogLevel::Info, "closed")
            .expect_intents([tab().with("State", "closed")]);
        let all = record! {
            Sum: 1200i64, Lines: [pizza, line("tea", 250)], Guest: "Ada", State: "closed",
        };
        kit.expect_row("typed.Tab", record! { Table: "4" }, all);
        vec![first, second, unchanged, closed]
    });
}

#[test]
fn a_row_without_optional_fields_is_begun_too() {
    everywhere(|kit| {
        let begun = upsert(kit, record! {}).expect_intents([insert_view(
            "typed.Tab",
            record! { Table: "4" },
        )
        .with("Sum", 0i64)
        .with("Lines", Vec::<DynRecord>::new())
        .with("State", "open")]);
        // What an older version left out is written with its default.
        kit.view(
            "typed.Tab",
            record! { Table: "4" },
            record! { Guest: "Ada" },
        );
        let filled = upsert(kit, record! { Lines: [line("tea", 250)] }).expect_intents([tab()
            .with("Sum", 250i64)
            .with("Lines", [line("tea", 250)])
            .with("State", "open")]);
        vec![begun, filled]
    });
}

#[test]
fn what_an_upsert_may_not_change_is_an_error() {
    everywhere(|kit| {
        let of_key = "typed.Tab: an update cannot change the key";
        let begun = upsert(kit, record! { What: "another key" }).expect_error(of_key);
        let row = record! { Sum: 1i64, Guest: "Ada" };
        kit.view("typed.Tab", record! { Table: "4" }, row);
        let changed = upsert(kit, record! { What: "another key" }).expect_error(of_key);
        let refused = upsert(kit, record! { What: "fail" }).expect_error("refused");
        let large = upsert(kit, record! { Lines: [line("tea", i64::MAX)] })
            .expect_error("the sum is too large");
        vec![begun, changed, refused, large]
    });
}

#[test]
fn a_field_becomes_absent() {
    everywhere(|kit| {
        let row = record! { Sum: 1i64, Lines: [line("tea", 1)], Guest: "Ada", State: "open" };
        kit.view("typed.Tab", record! { Table: "4" }, row.clone());
        let vanished = upsert(kit, record! { What: "no guest" })
            .expect_intents([tab().with("sys.Absent", "Guest")]);
        kit.expect_row("typed.Tab", record! { Table: "4" }, row.without("Guest"));
        vec![vanished]
    });
}

#[test]
fn a_singleton_is_begun_and_then_changed() {
    everywhere(|kit| {
        let first = kit
            .run("NextNumber", record! {})
            .expect_log(LogLevel::Info, "1")
            .expect_intents([insert_singleton("typed.LastNumber").with("Number", 1i64)]);
        let second = kit
            .run("NextNumber", record! {})
            .expect_log(LogLevel::Info, "2")
            .expect_intents([update_singleton("typed.LastNumber").with("Number", 2i64)]);
        vec![first, second]
    });
}
