//! Each test runs natively, where a debugger can stop in the extensions, and in wasm, as a host
//! runs them. Tests of extensions that the script has run as a script too.

extern crate std;

use heeus_host_testkit::prelude::*;
use heeus_sdk::{Entity as _, RecordId};

use crate::ledger::{Article, Settings};
use crate::{InStock, Movement, NewArticle, Room, Taken};

two_worlds!(
    only_what_differs_is_written,
    what_there_is_no_room_for_is_refused,
    room_can_be_changed,
    what_is_absent_is_named,
    where_the_state_cannot_be_read_there_is_no_code,
);

three_worlds!(
    articles_get_ids,
    an_article_needs_a_name_and_pieces,
    what_is_taken_is_gone,
    a_note_stays_until_there_is_another,
    a_shortage_is_refused,
    an_article_that_is_not_there_is_refused,
    a_number_that_is_not_positive_is_refused,
    a_sum_that_no_number_has_is_refused,
);

/// Ten screws, under the id 7.
const SCREWS: Article<'_> = Article {
    id: RecordId(7),
    name: "screw",
    quantity: 10,
    note: Some("M4"),
};

/// The arguments with which an article comes in.
fn article(name: &str, quantity: i64) -> NewArticle<'_> {
    let note = None;
    NewArticle {
        name,
        quantity,
        note,
    }
}

fn movement(article: i64, quantity: i64) -> Movement<'static> {
    Movement {
        article: RecordId(article),
        quantity,
        note: None,
    }
}

const fn settings(room: i64) -> Settings {
    Settings { room }
}

/// A stock with screws, and room for twenty.
fn with_screws(kit: &mut Kit) -> &mut Kit {
    kit.given(&SCREWS).given(&settings(20))
}

/// The article with this many screws.
fn screws(quantity: i64) -> Article<'static> {
    Article { quantity, ..SCREWS }
}

/// Expects a refusal with this code and text, and an unchanged state.
#[track_caller]
fn refused(kit: &mut Kit, name: &str, args: impl Into<Args>, code: i32, why: &str) {
    let all = |kit: &Kit| [Article::NAME, Settings::NAME].map(|entity| kit.rows(entity));
    let before = all(kit);
    kit.run(name, args)
        .expect_error_code(code)
        .expect_error(why);
    assert_eq!(all(kit), before);
}

fn articles_get_ids(kit: &mut Kit) {
    let (id, note) = (new_id(1), Some("M4"));
    let screw = NewArticle {
        note,
        ..article("screw", 10)
    };
    let run = kit
        .run("NewArticle", &screw)
        .expect_intents([inserted(&Article { id, ..SCREWS }), result(&Taken { id })]);
    let first = RecordId(run.new_ids()[0].id);
    // As clients see it, by the names in the protocol.
    let run = kit.run("NewArticle", record! { Name: "nut" });
    let second = RecordId(run.new_ids()[0].id);
    run.expect_intents([
        insert_record("stock.Article", id)
            .with("Name", "nut")
            .with("Quantity", 0_i64),
        result(record! { Id: id }),
    ]);
    kit.expect_all(&[
        Article {
            id: first,
            ..SCREWS
        },
        Article {
            id: second,
            name: "nut",
            quantity: 0,
            note: None,
        },
    ]);
    // The other commands find an article by the id that it got.
    let taken = Movement {
        article: first,
        ..movement(0, 10)
    };
    kit.run("Take", &taken)
        .expect_result(&InStock { quantity: 0 })
        .ignore_intents();
}

fn an_article_needs_a_name_and_pieces(kit: &mut Kit) {
    let name = "CheckArticle";
    kit.run(name, &article("screw", 0)).expect_no_intents();
    refused(kit, name, &article(" ", 1), 400, "the article has no name");
    refused(kit, name, &article("screw", -1), 400, "not positive");
}

fn what_is_taken_is_gone(kit: &mut Kit) {
    with_screws(kit);
    for left in [7, 4, 1] {
        kit.run("Take", &movement(7, 3)).expect_intents([
            updated(&screws(left + 3), &screws(left)),
            result(&InStock { quantity: left }),
        ]);
    }
    kit.run("Take", &movement(7, 1))
        .expect_result(&InStock { quantity: 0 })
        .ignore_intents();
    kit.expect_stored(&screws(0));
}

fn only_what_differs_is_written(kit: &mut Kit) {
    with_screws(kit);
    let refill = |note| Movement {
        note: Some(note),
        ..movement(7, 5)
    };
    kit.run("Refill", &refill("M4")).expect_intents([
        update_record(Article::NAME, 7).with("Quantity", 15_i64),
        result(&InStock { quantity: 15 }),
    ]);
    kit.run("Refill", &refill("M4, steel")).expect_intents([
        update_record(Article::NAME, 7)
            .with("Quantity", 20_i64)
            .with("Note", "M4, steel"),
        result(&InStock { quantity: 20 }),
    ]);
    kit.run("SetRoom", &Room { room: 20 }).expect_no_intents();
}

fn a_note_stays_until_there_is_another(kit: &mut Kit) {
    with_screws(kit);
    kit.run("Take", &movement(7, 1)).ignore_intents();
    kit.expect_stored(&screws(9));
    let note = Some("M4, few left");
    let noted = Movement {
        note,
        ..movement(7, 1)
    };
    kit.run("Take", &noted).ignore_intents();
    kit.expect_stored(&Article { note, ..screws(8) });
}

fn a_shortage_is_refused(kit: &mut Kit) {
    with_screws(kit);
    let why = "shortage: only 10 in stock";
    refused(kit, "Take", &movement(7, 11), 409, why);
    refused(kit, "Take", &movement(7, i64::MAX), 409, why);
}

fn what_there_is_no_room_for_is_refused(kit: &mut Kit) {
    with_screws(kit);
    let why = "there is room for 20 only";
    refused(kit, "Refill", &movement(7, 11), 409, why);
    refused(kit, "Refill", &movement(7, i64::MAX), 409, why);
    refused(kit, "NewArticle", &article("nut", 21), 409, why);
}

fn room_can_be_changed(kit: &mut Kit) {
    kit.run("SetRoom", &Room { room: 5 })
        .expect_intents([inserted(&settings(5))]);
    kit.run("SetRoom", &Room { room: 6 })
        .expect_intents([updated(&settings(5), &settings(6))]);
    refused(kit, "SetRoom", &Room { room: -1 }, 400, "not positive");
    kit.expect_stored(&settings(6));
}

fn an_article_that_is_not_there_is_refused(kit: &mut Kit) {
    with_screws(kit);
    for name in ["Take", "Refill"] {
        refused(kit, name, &movement(8, 1), 404, "there is no article 8");
    }
}

fn a_number_that_is_not_positive_is_refused(kit: &mut Kit) {
    with_screws(kit);
    for name in ["Take", "Refill"] {
        for quantity in [0, -1, i64::MIN] {
            refused(kit, name, &movement(7, quantity), 400, "not positive");
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
    refused(kit, "Take", &movement(7, 1), 0, "stock.Article: i/o error");
}

fn a_sum_that_no_number_has_is_refused(kit: &mut Kit) {
    kit.given(&settings(i64::MAX));
    kit.given(&screws(i64::MAX - 1));
    let why = "there is room for 9223372036854775807 only";
    for quantity in [2, i64::MAX] {
        refused(kit, "Refill", &movement(7, quantity), 409, why);
    }
    kit.run("Refill", &movement(7, 1)).ignore_intents();
    kit.expect_stored(&screws(i64::MAX));
    kit.given(&screws(i64::MIN));
    kit.run("Refill", &movement(7, i64::MAX)).ignore_intents();
    kit.expect_stored(&screws(-1));
}
