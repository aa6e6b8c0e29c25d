//! Reads.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn read() -> Run {
    run(ExtensionKind::Query, "read")
}

pub fn scenarios() -> Vec<Scenario> {
    let groups = [reads(), reads_that_end()];
    groups.into_iter().flatten().collect()
}

fn reads() -> Vec<Scenario> {
    vec![
        scenario(
            "a read of nothing, one and many",
            [
                read().with("Year", 2000),
                read().on_day(3),
                read().with("Year", 2026),
            ],
        )
        .comes_to(expect![[r#"
            Query read: ok
              sys.View conf.Days {Year: 2000} read at most 0: Some(Done)
            Query read: ok
              info 1/3 30
              sys.View conf.Days {Day: 3, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              info 2/1 10
              sys.View conf.Days {Year: 2026} read at most 0: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a read by each part of a key",
            [
                read().with("Year", 2026),
                read().with("Year", 2026).with("Month", 1),
                read()
                    .with("Year", 2026)
                    .with("Day", 1)
                    .ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              info 2/1 10
              sys.View conf.Days {Year: 2026} read at most 0: Some(Done)
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              sys.View conf.Days {Month: 1, Year: 2026} read at most 0: Some(Done)
            Query read: error: the key is invalid
              sys.View conf.Days {Day: 1, Year: 2026} read at most 0: Some(InvalidKey)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a read without the partition key",
            [
                read().ends(ErrorClass::Extension),
                read().with("Month", 1).ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Query read: error: the key is invalid
              sys.View conf.Days {} read at most 0: Some(InvalidKey)
            Query read: error: the key is invalid
              sys.View conf.Days {Month: 1} read at most 0: Some(InvalidKey)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a read across partitions of a host that allows it",
            [read()],
        )
        .comes_to(expect![[r#"
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              info 2/1 10
              sys.View conf.Days {} read at most 0: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.reads_across_partitions = true);
        }),
        scenario(
            "a key that names a workspace",
            ["get", "read"].map(|access| {
                let key = record! { Year: 2026, Month: 1, Day: 1, WSID: 1i64 };
                run(ExtensionKind::Query, "use")
                    .with("Storage", Storage::View.name())
                    .with("Entity", "conf.Days")
                    .with("Access", access)
                    .with("Key", key)
                    .ends(ErrorClass::Extension)
            }),
        )
        .comes_to(expect![[r#"
            Query use: error: the key is invalid
              sys.View conf.Days {Day: 1, Month: 1, WSID: 1i64, Year: 2026} get Some((InvalidKey, None))
            Query use: error: the key is invalid
              sys.View conf.Days {Day: 1, Month: 1, WSID: 1i64, Year: 2026} read at most 0: Some(InvalidKey)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a read that stops early",
            [
                read().with("Year", 2026).with("Stop", 1),
                read().with("Year", 2026).with("Stop", 5),
            ],
        )
        .comes_to(expect![[r#"
            Query read: ok
              info 1/1 10
              sys.View conf.Days {Year: 2026} read at most 0: Some(Done)
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              info 2/1 10
              sys.View conf.Days {Year: 2026} read at most 0: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a read with a limit",
            [
                read().with("Year", 2026).with("Limit", 2),
                read().with("Year", 2026).with("Limit", 2).with("Stop", 1),
                read().with("Year", 2026).with("Limit", 99),
            ],
        )
        .comes_to(expect![[r#"
            Query read: ok
              info 1/1 10
              info 1/2 20
              sys.View conf.Days {Year: 2026} read at most 2: Some(Done)
            Query read: ok
              info 1/1 10
              sys.View conf.Days {Year: 2026} read at most 2: Some(Done)
            Query read: ok
              info 1/1 10
              info 1/2 20
              info 1/3 30
              info 1/4 40
              info 2/1 10
              sys.View conf.Days {Year: 2026} read at most 99: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
    ]
}

fn reads_that_end() -> Vec<Scenario> {
    let nested = |depth: i32| {
        run(ExtensionKind::Query, "nested")
            .with("Year", 1)
            .with("Depth", depth)
    };
    vec![
        scenario(
            "reads inside of reads",
            [
                nested(0),
                nested(3),
                nested(8),
                nested(9).ends(ErrorClass::ReadDepth),
                nested(1),
            ],
        )
        .comes_to(expect![[r#"
            Query nested: ok
              info deepest
            Query nested: ok
              info deepest
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
            Query nested: ok
              info deepest
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
            Query nested: ReadDepth
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
              sys.View conf.Days {Year: 1} read at most 0: None
            Query nested: ok
              info deepest
              sys.View conf.Days {Year: 1} read at most 0: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 1 } record! { Amount: 1i64, Note: "alone" }
        "#]])
        .given(|kit| {
            let value = record! { Amount: 1i64, Note: "alone" };
            kit.view("conf.Days", record! { Year: 1, Month: 1, Day: 1 }, value);
        }),
        scenario(
            "as many bytes as a run may read",
            [
                read().with("Year", 2026).with("Limit", 1),
                read().with("Year", 2026).ends(ErrorClass::StateLimit),
            ],
        )
        .comes_to(expect![[r#"
            Query read: ok
              info 1/1 10
              sys.View conf.Days {Year: 2026} read at most 1: Some(Done)
            Query read: limit: a run may get and read at most 400 bytes (ABI.md, section 13)
              info 1/1 10
              info 1/2 20
              sys.View conf.Days {Year: 2026} read at most 0: None
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.read_bytes = 400);
        }),
        scenario(
            "reads that fail in the middle",
            [run(ExtensionKind::Query, "catch").with("Year", 2026)],
        )
        .comes_to(expect![[r#"
            Query catch: ok
              info the key is invalid
              info the key is invalid
              info the key is invalid
              info i/o error
              sys.View conf.Days {Year: 2026} get Some((InvalidKey, None))
              sys.View conf.Days {Year: 2026} get Some((InvalidKey, None))
              sys.View conf.Days {Year: 2026} get Some((InvalidKey, None))
              sys.View conf.Days {Year: 2026} read at most 0: Some(Io)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.fail_read_after(1, 2, ReadCode::Io);
        }),
    ]
}

#[test]
fn what_is_read_is_the_same_everywhere() {
    hold_all(&scenarios());
}
