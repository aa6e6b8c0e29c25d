//! Several intents of one run for one key.

use heeus_host::error::ErrorClass;
use heeus_host::state::Overwrites;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn projector(what: &str) -> Run {
    run(ExtensionKind::Projector, what).on_day(1)
}

fn command(what: &str) -> Run {
    run(ExtensionKind::Command, what).with("ID", RecordId(7))
}

fn article(kit: &mut Kit) {
    kit.record("conf.Article", 7, record! { Name: "tea", Price: 5i64 });
}

pub fn scenarios() -> Vec<Scenario> {
    let rate = |rate: f64| run(ExtensionKind::Command, "config").with("Rate", rate);
    let rate_twice = || run(ExtensionKind::Command, "config twice").with("Rate", 2.5);
    let put = |what: &str| projector(what).with("Amount", 7i64);
    vec![
        scenario(
            "two updates of one field of a row",
            [
                projector("update twice").ends(ErrorClass::State),
                projector("update"),
            ],
        )
        .comes_to(expect![[r#"
            Projector update twice: state: intent 1: conf.Days {Day: 1, Month: 1, Year: 2026}: two intents of the run set Amount; intent 0: update {Amount: 11}, then intent 1: update {Amount: 11}. Reads do not see the writes of the run, so the later intent would overwrite the earlier one; combine both into one intent (ABI.md, section 8)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            Projector update: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 11i64)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 11i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "two updates of a row, each of a field of its own",
            [projector("update two fields")],
        )
        .comes_to(expect![[r#"
            Projector update two fields: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 1i64)
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Note", "updated")
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 1i64, Note: "updated" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "two updates of one field of a record",
            [command("update record twice").ends(ErrorClass::State)],
        )
        .comes_to(expect![[r#"
            Command update record twice: state: intent 1: conf.Article {ID: 7}: two intents of the run set Price; intent 0: update {Price: 10}, then intent 1: update {Price: 10}. Reads do not see the writes of the run, so the later intent would overwrite the earlier one; combine both into one intent (ABI.md, section 8)
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(5)})))
              sys.Record conf.Article {ID: RecordId(7)} get Some((Exists, Some({"Name": Str("tea"), "Price": I64(5)})))
            stored: conf.Article record! { ID: RecordId(7) } record! { Name: "tea", Price: 5i64 }
        "#]])
        .given(article),
        scenario(
            "a singleton that is new twice, and one that is updated twice",
            [
                rate_twice().ends(ErrorClass::State),
                rate(1.5),
                rate_twice().ends(ErrorClass::State),
            ],
        )
        .comes_to(expect![[r#"
            Command config twice: state: intent 1: conf.Config {} exists: a new record needs a key of its own (ABI.md, section 7)
              sys.Record conf.Config {} get Some((NotExists, None))
              sys.Record conf.Config {} get Some((NotExists, None))
            Command config: ok
              insert_singleton("conf.Config")
                  .with("Rate", 1.5)
              sys.Record conf.Config {} get Some((NotExists, None))
            Command config twice: state: intent 1: conf.Config {}: two intents of the run set Rate; intent 0: update {Rate: 2.5}, then intent 1: update {Rate: 2.5}. Reads do not see the writes of the run, so the later intent would overwrite the earlier one; combine both into one intent (ABI.md, section 8)
              sys.Record conf.Config {} get Some((Exists, Some({"Rate": F64(1.5)})))
              sys.Record conf.Config {} get Some((Exists, Some({"Rate": F64(1.5)})))
            stored: conf.Config record! {} record! { Rate: 1.5 }
        "#]]),
        scenario(
            "a new row in the place of one that the run has written",
            [
                put("put twice").ends(ErrorClass::State),
                put("put"),
                put("update and put").ends(ErrorClass::State),
            ],
        )
        .comes_to(expect![[r#"
            Projector put twice: state: intent 1: conf.Days {Day: 1, Month: 1, Year: 2026}: two intents of the run set the row; intent 0: insert {Amount: 7, Note: "new"}, then intent 1: insert {Amount: 7, Note: "new"}. Reads do not see the writes of the run, so the later intent would overwrite the earlier one; combine both into one intent (ABI.md, section 8)
            Projector put: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
            Projector update and put: state: intent 1: conf.Days {Day: 1, Month: 1, Year: 2026}: two intents of the run set the row; intent 0: update {Amount: 8}, then intent 1: insert {Amount: 7, Note: "new"}. Reads do not see the writes of the run, so the later intent would overwrite the earlier one; combine both into one intent (ABI.md, section 8)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(7), "Note": Str("new")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 7i64, Note: "new" }
        "#]]),
        scenario(
            "a host that allows overwrites",
            [
                projector("update twice"),
                put("update and put"),
                put("put twice"),
            ],
        )
        .comes_to(expect![[r#"
            Projector update twice: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 11i64)
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 11i64)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            Projector update and put: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 12i64)
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(11), "Note": Str("arranged")})))
            Projector put twice: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 7i64, Note: "new" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.overwrites = Overwrites::Allow);
        }),
    ]
}

#[test]
fn intents_about_one_key_are_the_same_everywhere() {
    hold_all(&scenarios());
}
