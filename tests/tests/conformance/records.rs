//! Intents for records and singletons.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, hold_all, run, scenario};

fn command(what: &str) -> Run {
    run(ExtensionKind::Command, what).with("ID", RecordId(7))
}

fn article(kit: &mut Kit) {
    kit.record("conf.Article", 7, record! { Name: "tea", Price: 5i64 });
}

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario(
            "a new record",
            [command("new record"), command("update record")],
        )
        .comes_to(expect![[r#"
            Command new record: ok
              insert_record("conf.Article", 7)
                  .with("Name", "tea")
                  .with("Price", 5i64)
            Command update record: ok
              update_record("conf.Article", 7)
                  .with("Price", 10i64)
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(5)})))
            stored: conf.Article record! { ID: RecordId(7) } record! { Name: "tea", Price: 10i64 }
        "#]]),
        scenario(
            "a new record under a key that is taken",
            [
                command("new record").ends(ErrorClass::State),
                command("update record"),
            ],
        )
        .comes_to(expect![[r#"
            Command new record: state: intent 0: conf.Article {ID: 7} exists: a new record needs a key of its own (ABI.md, section 7)
            Command update record: ok
              update_record("conf.Article", 7)
                  .with("Price", 10i64)
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(5)})))
            stored: conf.Article record! { ID: RecordId(7) } record! { Name: "tea", Price: 10i64 }
        "#]])
        .given(article),
        scenario(
            "two new records under one key",
            [
                command("new record twice").ends(ErrorClass::State),
                command("new record"),
            ],
        )
        .comes_to(expect![[r#"
            Command new record twice: state: intent 1: conf.Article {ID: 7} exists: a new record needs a key of its own (ABI.md, section 7)
            Command new record: ok
              insert_record("conf.Article", 7)
                  .with("Name", "tea")
                  .with("Price", 5i64)
            stored: conf.Article record! { ID: RecordId(7) } record! { Name: "tea", Price: 5i64 }
        "#]]),
        scenario(
            "new records with ids of the host",
            [
                run(ExtensionKind::Command, "new ids"),
                run(ExtensionKind::Command, "new ids").ends(ErrorClass::State),
            ],
        )
        .comes_to(expect![[r#"
            Command new ids: ok
              result(record! {
                  Both: [RecordId(65535), RecordId(65534)],
                  In: [record! { Ids: [RecordId(65535), RecordId(1)] }],
                  Number: 65535i64,
                  Own: RecordId(1),
              })
              insert_record("conf.Article", 1)
                  .with("Name", "own")
              insert_record("conf.Article", 65535)
                  .with("Name", "tea")
              insert_record("conf.Article", 65534)
                  .with("Name", "nut")
                  .with("Price", 5i64)
            Command new ids: state: intent 1: conf.Article {ID: 1} exists: a new record needs a key of its own (ABI.md, section 7)
            stored: conf.Article record! { ID: RecordId(1) } record! { Name: "own" }
            stored: conf.Article record! { ID: RecordId(65536) } record! { Name: "tea" }
            stored: conf.Article record! { ID: RecordId(65537) } record! { Name: "nut", Price: 5i64 }
        "#]]),
        scenario(
            "a new id that an earlier intent refers to",
            [
                run(ExtensionKind::Command, "new ids"),
                run(ExtensionKind::Command, "new box"),
            ],
        )
        .comes_to(expect![[r#"
            Command new ids: ok
              result(record! {
                  Both: [RecordId(65535), RecordId(65534)],
                  In: [record! { Ids: [RecordId(65535), RecordId(1)] }],
                  Number: 65535i64,
                  Own: RecordId(1),
              })
              insert_record("conf.Article", 1)
                  .with("Name", "own")
              insert_record("conf.Article", 65535)
                  .with("Name", "tea")
              insert_record("conf.Article", 65534)
                  .with("Name", "nut")
                  .with("Price", 5i64)
            Command new box: ok
              insert_record("conf.Box", 65534)
                  .with("First", RecordId(65535))
              insert_record("conf.Article", 65535)
            stored: conf.Article record! { ID: RecordId(1) } record! { Name: "own" }
            stored: conf.Article record! { ID: RecordId(65536) } record! { Name: "tea" }
            stored: conf.Article record! { ID: RecordId(65537) } record! { Name: "nut", Price: 5i64 }
            stored: conf.Article record! { ID: RecordId(65539) } record! {}
            stored: conf.Box record! { ID: RecordId(65538) } record! { First: RecordId(65539) }
        "#]]),
        scenario(
            "more new ids than there are",
            [run(ExtensionKind::Command, "new ids")
                .with("Before", 65_534)
                .ends(ErrorClass::BadIntent)],
        )
        .comes_to(expect![[r#"
            Command new ids: error: bad intent: more than 65,535 new ids
        "#]]),
        scenario(
            "an update of a record",
            [command("update record"), command("update record")],
        )
        .comes_to(expect![[r#"
            Command update record: ok
              update_record("conf.Article", 7)
                  .with("Price", 10i64)
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(5)})))
            Command update record: ok
              update_record("conf.Article", 7)
                  .with("Price", 20i64)
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(10)})))
            stored: conf.Article record! { ID: RecordId(7) } record! { Name: "tea", Price: 20i64 }
        "#]])
        .given(article),
        scenario(
            "a singleton",
            [
                run(ExtensionKind::Command, "config").with("Rate", 1.5),
                run(ExtensionKind::Command, "config").with("Rate", 2.5),
            ],
        )
        .comes_to(expect![[r#"
            Command config: ok
              insert_singleton("conf.Config")
                  .with("Rate", 1.5)
              sys.Record conf.Config {} get Some((NotExists, None))
            Command config: ok
              update_singleton("conf.Config")
                  .with("Rate", 2.5)
              sys.Record conf.Config {} get Some((Exists, Some({"Rate": F64(1.5)})))
            stored: conf.Config record! {} record! { Rate: 2.5 }
        "#]]),
    ]
}

#[test]
fn what_is_written_to_records_is_the_same_everywhere() {
    hold_all(&scenarios());
}
