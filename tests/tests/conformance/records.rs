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
