//! Each test runs natively, where a debugger stops in the extensions, and in wasm, as a host runs them.

extern crate std;

use heeus_host_testkit::prelude::*;
use heeus_sdk::Entity as _;

use crate::ledger;

const ARTICLE: &str = ledger::Article::NAME;
const SETTINGS: &str = ledger::Settings::NAME;

two_worlds!(
    articles_are_numbered,
    an_article_needs_a_name_and_pieces,
    what_is_taken_is_gone,
    only_what_differs_is_written,
    a_note_stays_until_there_is_another,
    a_shortage_is_refused,
    what_there_is_no_room_for_is_refused,
    room_can_be_changed,
    an_article_that_is_not_there_is_refused,
    a_number_that_is_not_positive_is_refused,
    what_is_absent_is_named,
    where_the_state_cannot_be_read_there_is_no_code,
);

fn article(name: &str, quantity: i64) -> Record {
    record! { Name: name, Quantity: quantity }
}

fn movement(article: i64, quantity: i64) -> Record {
    record! { Article: Id(article), Quantity: quantity }
}

fn settings(last_article: i64, room: i64) -> Record {
    record! { LastArticle: last_article, Room: room }
}

/// The result of a movement.
fn in_stock(quantity: i64) -> Intent {
    result(record! { Quantity: quantity })
}

/// A stock with ten screws, under the number 7.
fn with_screws(kit: &mut Kit) -> &mut Kit {
    kit.record(ARTICLE, 7, article("screw", 10).with("Note", "M4"))
        .singleton(SETTINGS, settings(7, 20))
}

/// Refused with this code and text, and nothing changed.
#[track_caller]
fn refused(kit: &mut Kit, name: &str, args: Record, code: i32, why: &str) {
    let before = [kit.rows(ARTICLE), kit.rows(SETTINGS)];
    kit.run(name, args)
        .expect_error_code(code)
        .expect_error(why);
    assert_eq!([kit.rows(ARTICLE), kit.rows(SETTINGS)], before);
}

fn articles_are_numbered(kit: &mut Kit) {
    kit.run("NewArticle", article("screw", 10).with("Note", "M4"))
        .expect_intents([
            insert_singleton(SETTINGS)
                .with("LastArticle", 1_i64)
                .with("Room", 1000_i64),
            insert_record(ARTICLE, 1)
                .with("Name", "screw")
                .with("Quantity", 10_i64)
                .with("Note", "M4"),
            result(record! { Id: Id(1) }),
        ]);
    kit.run("NewArticle", record! { Name: "nut" })
        .expect_intents([
            update_singleton(SETTINGS).with("LastArticle", 2_i64),
            insert_record(ARTICLE, 2)
                .with("Name", "nut")
                .with("Quantity", 0_i64),
            result(record! { Id: Id(2) }),
        ]);
}

fn an_article_needs_a_name_and_pieces(kit: &mut Kit) {
    let name = "CheckArticle";
    kit.run(name, article("screw", 0)).expect_no_intents();
    refused(kit, name, article(" ", 1), 400, "the article has no name");
    refused(kit, name, article("screw", -1), 400, "not positive");
}

fn what_is_taken_is_gone(kit: &mut Kit) {
    with_screws(kit);
    for left in [7_i64, 4, 1] {
        kit.run("Take", movement(7, 3)).expect_intents([
            update_record(ARTICLE, 7).with("Quantity", left),
            in_stock(left),
        ]);
    }
    kit.run("Take", movement(7, 1))
        .expect_intent(in_stock(0))
        .unchecked();
    kit.expect_record(ARTICLE, 7, article("screw", 0).with("Note", "M4"));
}

fn only_what_differs_is_written(kit: &mut Kit) {
    with_screws(kit);
    let refill = movement(7, 5);
    kit.run("Refill", refill.clone().with("Note", "M4"))
        .expect_intents([
            update_record(ARTICLE, 7).with("Quantity", 15_i64),
            in_stock(15),
        ]);
    kit.run("Refill", refill.with("Note", "M4, steel"))
        .expect_intents([
            update_record(ARTICLE, 7)
                .with("Quantity", 20_i64)
                .with("Note", "M4, steel"),
            in_stock(20),
        ]);
    kit.run("SetRoom", record! { Room: 20_i64 })
        .expect_no_intents();
}

fn a_note_stays_until_there_is_another(kit: &mut Kit) {
    with_screws(kit);
    kit.run("Take", movement(7, 1)).unchecked();
    kit.expect_record(ARTICLE, 7, article("screw", 9).with("Note", "M4"));
    kit.run("Take", movement(7, 1).with("Note", "M4, few left"))
        .unchecked();
    kit.expect_record(ARTICLE, 7, article("screw", 8).with("Note", "M4, few left"));
}

fn a_shortage_is_refused(kit: &mut Kit) {
    with_screws(kit);
    let why = "shortage: only 10 in stock";
    refused(kit, "Take", movement(7, 11), 409, why);
    refused(kit, "Take", movement(7, i64::MAX), 409, why);
}

fn what_there_is_no_room_for_is_refused(kit: &mut Kit) {
    with_screws(kit);
    let why = "there is room for 20 only";
    refused(kit, "Refill", movement(7, 11), 409, why);
    refused(kit, "Refill", movement(7, i64::MAX), 409, why);
    refused(kit, "NewArticle", article("nut", 21), 409, why);
}

fn room_can_be_changed(kit: &mut Kit) {
    kit.run("SetRoom", record! { Room: 5_i64 })
        .expect_intents([insert_singleton(SETTINGS)
            .with("LastArticle", 0_i64)
            .with("Room", 5_i64)]);
    kit.run("SetRoom", record! { Room: 6_i64 })
        .expect_intents([update_singleton(SETTINGS).with("Room", 6_i64)]);
    refused(
        kit,
        "SetRoom",
        record! { Room: -1_i64 },
        400,
        "not positive",
    );
    kit.expect_singleton(SETTINGS, settings(0, 6));
}

fn an_article_that_is_not_there_is_refused(kit: &mut Kit) {
    with_screws(kit);
    for name in ["Take", "Refill"] {
        refused(kit, name, movement(8, 1), 404, "there is no article 8");
    }
}

fn a_number_that_is_not_positive_is_refused(kit: &mut Kit) {
    with_screws(kit);
    for name in ["Take", "Refill"] {
        for quantity in [0, -1, i64::MIN] {
            refused(kit, name, movement(7, quantity), 400, "not positive");
        }
    }
}

fn what_is_absent_is_named(kit: &mut Kit) {
    let absent = "Movement: field Article is absent";
    kit.run("Take", record! { Quantity: 1_i64 })
        .expect_error(absent);
    kit.run("NewArticle", record! {})
        .expect_error("NewArticle: field Name is absent");
}

fn where_the_state_cannot_be_read_there_is_no_code(kit: &mut Kit) {
    with_screws(kit).fail_get(1, GetCode::Io);
    refused(kit, "Take", movement(7, 1), 0, "stock.Article: i/o error");
}
