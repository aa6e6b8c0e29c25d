//! Gets.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, days, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let groups = [gets(), gets_that_fail()];
    groups.into_iter().flatten().collect()
}

fn gets() -> Vec<Scenario> {
    let get = || run(ExtensionKind::Query, "get");
    let must = || run(ExtensionKind::Projector, "must");
    vec![
        scenario(
            "an extension of each kind does nothing",
            [
                run(ExtensionKind::Command, "nothing"),
                run(ExtensionKind::Query, "nothing"),
                run(ExtensionKind::Validator, "nothing"),
                run(ExtensionKind::Projector, "nothing"),
                run(ExtensionKind::Job, "nothing"),
            ],
        )
        .comes_to(expect![[r#"
            Command nothing: ok
            Query nothing: ok
            Validator nothing: ok
            Projector nothing: ok
            Job nothing: ok
        "#]]),
        scenario(
            "a get of what is there and what is not",
            [get().on_day(2), get().on_day(9)],
        )
        .comes_to(expect![[r#"
            Query get: ok
              info 20
              sys.View conf.Days {Day: 2, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(20), "Note": Str("arranged")})))
            Query get: ok
              info none
              sys.View conf.Days {Day: 9, Month: 1, Year: 2026} get Some((NotExists, None))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a get that must find something",
            [
                must().on_day(2),
                must().on_day(9).ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Projector must: ok
              info arranged
              sys.View conf.Days {Day: 2, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(20), "Note": Str("arranged")})))
            Projector must: error: the element does not exist
              sys.View conf.Days {Day: 9, Month: 1, Year: 2026} get Some((NotExists, None))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a get by a part of a key",
            [
                get().with("Year", 2026).ends(ErrorClass::Extension),
                get().ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Query get: error: the key is invalid
              sys.View conf.Days {Year: 2026} get Some((InvalidKey, None))
            Query get: error: the key is invalid
              sys.View conf.Days {} get Some((InvalidKey, None))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
    ]
}

fn gets_that_fail() -> Vec<Scenario> {
    let must = || run(ExtensionKind::Projector, "must");
    vec![
        scenario(
            "as many gets as a run may make",
            [
                run(ExtensionKind::Query, "gets").on_day(1).with("Count", 5),
                run(ExtensionKind::Query, "gets")
                    .on_day(1)
                    .with("Count", 6)
                    .ends(ErrorClass::StateLimit),
                run(ExtensionKind::Query, "gets").on_day(1).with("Count", 5),
            ],
        )
        .comes_to(expect![[r#"
            Query gets: ok
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            Query gets: limit: a run may get and read at most 5 times (ABI.md, section 13)
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get None
            Query gets: ok
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.reads = 5);
        }),
        scenario(
            "gets that fail at the first, second and third call",
            [
                run(ExtensionKind::Query, "catch").on_day(1),
                run(ExtensionKind::Query, "catch").with("Year", 2026),
            ],
        )
        .comes_to(expect![[r#"
            Query catch: ok
              info i/o error
              info the element does not exist
              info memory could not be allocated
              info 1
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Io, None))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((NotExists, None))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((NoMemory, None))
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query catch: ok
              info i/o error
              info the element does not exist
              info memory could not be allocated
              info 5
              sys.View conf.Days {Year: 2026} get Some((Io, None))
              sys.View conf.Days {Year: 2026} get Some((NotExists, None))
              sys.View conf.Days {Year: 2026} get Some((NoMemory, None))
              sys.View conf.Days {Year: 2026} read at most 0: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.fail_get(1, GetCode::Io)
                .fail_get(2, GetCode::NotExists)
                .fail_get(3, GetCode::NoMemory);
        }),
        scenario(
            "an error of a storage that is not caught",
            [must().on_day(1).ends(ErrorClass::Extension)],
        )
        .comes_to(expect![[r#"
            Projector must: error: i/o error
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Io, None))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.fail_get(1, GetCode::Io);
        }),
    ]
}

#[test]
fn what_is_got_is_the_same_everywhere() {
    hold_all(&scenarios());
}
