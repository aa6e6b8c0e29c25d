//! Records and singletons.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

const ARTICLE: &str = "typed.Article";

fn price(cents: i64) -> DynRecord {
    record! { Cents: cents }
}

fn article() -> DynRecord {
    record! {
        Name: "tea",
        Price: price(250),
        Prices: [price(1), price(2).with("Currency", "CHF")],
    }
}

fn intent_of(value: &DynRecord, intent: Intent) -> Intent {
    value.fields().fold(intent, |intent, (name, value)| {
        intent.with(name, value.clone())
    })
}

#[test]
fn a_record_is_new_once() {
    everywhere(|kit| {
        let args = article().with("Id", RecordId(65_536));
        let insert = || insert_record(ARTICLE, 65_536);
        let told = vec![
            kit.run("NewArticle", args.clone())
                .expect_intents([intent_of(&article(), insert())]),
            kit.run("NewArticle", args)
                .expect_failure("exists: a new record needs a key of its own"),
        ];
        kit.expect_record(ARTICLE, 65_536, article());
        told
    });
}

#[test]
fn a_record_is_got_by_its_id() {
    everywhere(|kit| {
        kit.record(ARTICLE, 7, article());
        kit.record(
            ARTICLE,
            8,
            record! { Name: "", Price: price(-1), Weight: 0.5 },
        );
        let shown = |id: i64, name: &str, cents: i64, prices: i32| {
            record! { Id: RecordId(id), Name: name, Cents: cents, Prices: prices }
        };
        let by = |id: i64| record! { Id: RecordId(id) };
        vec![
            kit.run("ShowArticle", by(7))
                .expect_intents([result(shown(7, "tea", 250, 2))]),
            kit.run("ShowArticle", by(8))
                .expect_intents([result(shown(8, "", -1, 0).with("Weight", 0.5))]),
            kit.run("ShowArticle", by(9)).expect_no_intents(),
            kit.run("UpdateArticle", by(9))
                .expect_error("typed.Article: the element does not exist"),
        ]
    });
}

#[test]
fn an_update_of_a_record_writes_what_differs() {
    everywhere(|kit| {
        let updated = || update_record(ARTICLE, 7);
        let prices = || [price(1), price(2).with("Currency", "CHF")];
        let mut told = Vec::new();
        for (what, intent) in [
            ("name", updated().with("Name", "tea!")),
            ("price", updated().with("Price", price(251))),
            (
                "currency",
                updated().with("Price", price(250).with("Currency", "EUR")),
            ),
            (
                "prices",
                updated().with("Prices", [&prices()[..], &[price(250)]].concat()),
            ),
            (
                "a price",
                updated().with("Prices", [price(0), price(0).with("Currency", "CHF")]),
            ),
            ("weight", updated().with("Weight", 1.5)),
        ] {
            kit.record(ARTICLE, 7, article());
            let args = record! { Id: RecordId(7), What: what };
            told.push(kit.run("UpdateArticle", args).expect_intents([intent]));
        }
        kit.record(ARTICLE, 7, article());
        for what in ["nothing", "no weight"] {
            let args = record! { Id: RecordId(7), What: what };
            told.push(kit.run("UpdateArticle", args).expect_no_intents());
        }
        told
    });
}

#[test]
fn an_update_of_a_record_makes_a_field_absent_and_leaves_the_id() {
    everywhere(|kit| {
        kit.record(ARTICLE, 7, article().with("Weight", 0.0));
        let args = |what: &str| record! { Id: RecordId(7), What: what };
        let told = vec![
            kit.run("UpdateArticle", args("no weight"))
                .expect_intents([update_record(ARTICLE, 7).with("sys.Absent", "Weight")]),
            kit.run("UpdateArticle", args("id"))
                .expect_error("typed.Article: an update cannot change the key"),
        ];
        kit.expect_record(ARTICLE, 7, article());
        told
    });
}

#[test]
fn a_singleton_is_inserted_then_updated() {
    everywhere(|kit| {
        let missing = kit
            .run("Config", record! {})
            .expect_error("typed.Config: the element does not exist");
        let config = |limit: i64, days: i32| record! { Limit: limit, Days: days };
        let first = kit
            .run("Configure", record! { Limit: 1i64 })
            .expect_intents([
                insert_singleton("typed.Config")
                    .with("Limit", 1i64)
                    .with("Days", 5),
                result(config(1, 5)),
            ]);
        kit.expect_singleton("typed.Config", config(1, 5));
        let second = kit.run("Configure", config(1, 6)).expect_intents([
            update_singleton("typed.Config").with("Days", 6),
            result(config(1, 6)),
        ]);
        let third = kit
            .run("Configure", config(1, 6))
            .expect_intents([result(config(1, 6))]);
        let shown = kit
            .run("Config", record! {})
            .expect_intents([result(config(1, 6))]);
        vec![missing, first, second, third, shown]
    });
}

#[test]
fn what_stands_for_a_field_of_a_singleton_is_no_change() {
    everywhere(|kit| {
        kit.singleton("typed.Config", record! { Limit: 1i64 });
        vec![
            kit.run("Configure", record! { Limit: 1i64, Days: 5 })
                .expect_intents([result(record! { Limit: 1i64, Days: 5 })]),
        ]
    });
}
