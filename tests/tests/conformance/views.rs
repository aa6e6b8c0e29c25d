//! Intents for views.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn projector(what: &str) -> Run {
    run(ExtensionKind::Projector, what).on_day(1)
}

pub fn scenarios() -> Vec<Scenario> {
    let get = || run(ExtensionKind::Query, "get").on_day(1);
    vec![
        scenario(
            "a new row is there for the next run",
            [get(), projector("put").with("Amount", 7i64), get()],
        )
        .comes_to(expect![[r#"
            Query get: ok
              info none
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((NotExists, None))
            Projector put: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
            Query get: ok
              info 7
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(7), "Note": Str("new")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 7i64, Note: "new" }
        "#]]),
        scenario(
            "a new row replaces one",
            [projector("put").with("Amount", 7i64), get()],
        )
        .comes_to(expect![[r#"
            Projector put: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 7i64)
                  .with("Note", "new")
            Query get: ok
              info 7
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(7), "Note": Str("new")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 7i64, Note: "new" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "an update changes what it has",
            [projector("update"), projector("update"), get()],
        )
        .comes_to(expect![[r#"
            Projector update: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 11i64)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            Projector update: ok
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 12i64)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(11), "Note": Str("arranged")})))
            Query get: ok
              info 12
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(12), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 12i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "an update needs an element that was read",
            [projector("update").ends(ErrorClass::Extension)],
        )
        .comes_to(expect![[r#"
            Projector update: error: the element does not exist
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((NotExists, None))
        "#]]),
        scenario(
            "an update of another element",
            [
                projector("update other"),
                run(ExtensionKind::Projector, "update other")
                    .on_day(4)
                    .ends(ErrorClass::State),
            ],
        )
        .comes_to(expect![[r#"
            Projector update other: ok
              update_view("conf.Days", record! { Day: 2, Month: 1, Year: 2026 })
                  .with("Amount", 1i64)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            Projector update other: state: intent 0: conf.Days {Day: 5, Month: 1, Year: 2026} does not exist: an update needs an element (ABI.md, section 7)
              sys.View conf.Days {Day: 4, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(40), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 1i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "an update follows a new row of the same run",
            [projector("new and update"), get()],
        )
        .comes_to(expect![[r#"
            Projector new and update: ok
              insert_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Amount", 2i64)
                  .with("Note", "new")
              update_view("conf.Days", record! { Day: 1, Month: 1, Year: 2026 })
                  .with("Note", "updated")
            Query get: ok
              info 2
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(2), "Note": Str("updated")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 2i64, Note: "updated" }
        "#]]),
        scenario(
            "a part of a key is no place for a row",
            [run(ExtensionKind::Projector, "put")
                .with("Year", 1)
                .with("Amount", 1i64)
                .ends(ErrorClass::State)],
        )
        .comes_to(expect![[r#"
            Projector put: state: intent 0: conf.Days: key field Month is missing; required: Year i32, Month i32, Day i32 (ABI.md, section 6)
        "#]]),
        scenario(
            "a field that is not declared, and one of another type",
            [
                projector("wrong field")
                    .with("Unknown", true)
                    .ends(ErrorClass::State),
                projector("wrong field").ends(ErrorClass::State),
            ],
        )
        .comes_to(expect![[r#"
            Projector wrong field: state: intent 0: conf.Days: value has no field Amuont; declared: Amount i64, Note string; did you mean Amount? (ABI.md, section 7)
            Projector wrong field: state: intent 0: conf.Days: value field Amount: found string, expected i64 (ABI.md, section 7)
        "#]]),
        scenario(
            "nothing is left of a run that fails after its intents",
            [
                projector("fail after intents")
                    .with("Amount", 7i64)
                    .ends(ErrorClass::Extension),
                get(),
            ],
        )
        .comes_to(expect![[r#"
            Projector fail after intents: error 409: after all
            Query get: ok
              info none
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((NotExists, None))
        "#]]),
    ]
}

#[test]
fn what_is_written_to_views_is_the_same_everywhere() {
    hold_all(&scenarios());
}
