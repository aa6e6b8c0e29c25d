//! Parts of entities, and records that become inactive.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

const INVOICE: &str = "typed.Invoice";

fn invoice() -> DynRecord {
    record! {
        Customer: "Ada",
        Lines: [record! { Name: "tea", Price: 250i64 }, record! { Name: "cake", Price: 400i64 }],
    }
}

fn update() -> Intent {
    update_record(INVOICE, RecordId(7))
}

#[test]
fn a_part_writes_the_fields_that_it_changes() {
    everywhere(|kit| {
        kit.record(INVOICE, 7, invoice());
        let mut run =
            |what: &str| kit.run("ChangeState", record! { Invoice: RecordId(7), What: what });
        let paid = run("pay").expect_intents([update().with("Paid", true)]);
        let note = run("note").expect_intents([update().with("Note", "late")]);
        let same = run("nothing").expect_no_intents();
        let cleared = run("clear").expect_intents([update().with("sys.Absent", "Note")]);
        let all = invoice().with("Paid", true);
        kit.expect_row(INVOICE, record! { ID: RecordId(7) }, all);
        vec![paid, note, same, cleared]
    });
}

#[test]
fn an_absent_field_and_a_changed_one_are_two_updates() {
    everywhere(|kit| {
        kit.record(INVOICE, 7, invoice().with("Note", "late"));
        let args = record! { Invoice: RecordId(7), What: "clear" };
        let cleared = kit.run("ChangeState", args).expect_intents([
            update().with("sys.Absent", "Note"),
            update().with("Paid", true),
        ]);
        let all = invoice().with("Paid", true);
        kit.expect_row(INVOICE, record! { ID: RecordId(7) }, all);
        vec![cleared]
    });
}

#[test]
fn a_record_becomes_inactive_and_active_again() {
    everywhere(|kit| {
        kit.record(INVOICE, 7, invoice());
        let mut run =
            |name: &str, what: &str| kit.run(name, record! { Invoice: RecordId(7), What: what });
        let inactive = || update().with("sys.IsActive", false);
        let first = run("ChangeState", "delete").expect_intents([inactive()]);
        let restored = run("ChangeState", "restore")
            .expect_log(LogLevel::Info, "inactive")
            .expect_intents([update().with("sys.IsActive", true)]);
        let second = run("ChangeState", "delete by its field").expect_intents([inactive()]);
        let third = run("DeleteInvoice", "").expect_intents([inactive()]);
        kit.expect_row(
            INVOICE,
            record! { ID: RecordId(7) },
            invoice().with("sys.IsActive", false),
        );
        vec![first, restored, second, third]
    });
}

#[test]
fn a_part_of_a_view_has_its_key() {
    everywhere(|kit| {
        for (article, pieces) in [("tea", 3i64), ("cake", 1i64)] {
            let key = record! { Year: 2026, Article: article };
            kit.view(
                "typed.Sold",
                key,
                record! { Pieces: pieces, Amount: pieces * 100 },
            );
        }
        let update = |article: &str, pieces: i64| {
            update_view("typed.Sold", record! { Year: 2026, Article: article })
                .with("Pieces", pieces)
        };
        vec![
            kit.run("AddPieces", record! {})
                .expect_log(LogLevel::Info, "cake")
                .expect_log(LogLevel::Info, "tea")
                .expect_intents([update("cake", 2), update("tea", 4)]),
        ]
    });
}

#[test]
fn a_part_of_a_singleton_needs_no_key() {
    everywhere(|kit| {
        kit.singleton("typed.Shop", record! { Name: "Corner", Open: false });
        vec![
            kit.run("UseDoor", record! {})
                .expect_intents([update_singleton("typed.Shop").with("Open", true)]),
        ]
    });
}
