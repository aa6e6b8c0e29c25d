//! Runs that the host stops, and the runs after them.

use std::time::Duration;

use heeus_host::engine::EngineKind;
use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, days, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    const STOPS: &str = "nothing stops native code";
    let good = || run(ExtensionKind::Query, "get").on_day(1);
    vec![
        scenario(
            "a loop",
            [run(ExtensionKind::Query, "loop").ends(ErrorClass::TimeLimit), good()],
        )
        .comes_to(expect![[r#"
            Query loop: TimeLimit
              info before
            Query get: ok
              info 10
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days)
        .not_on(&[(EngineKind::Builtin, STOPS)]),
        scenario(
            "a loop inside a read",
            [
                run(ExtensionKind::Query, "loop inside a read").ends(ErrorClass::TimeLimit),
                good(),
            ],
        )
        .comes_to(expect![[r#"
            Query loop inside a read: TimeLimit
              sys.View conf.Days {Year: 2026} read at most 0: None
            Query get: ok
              info 10
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days)
        .not_on(&[(EngineKind::Builtin, STOPS)]),
        scenario(
            "memory without end",
            [
                run(ExtensionKind::Query, "memory").ends(ErrorClass::MemoryLimit),
                good(),
            ],
        )
        .comes_to(expect![[r#"
            Query memory: MemoryLimit
            Query get: ok
              info 10
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.engine_config(|config| config.run_time = Duration::from_secs(20));
        })
        .not_on(&[(EngineKind::Builtin, "the process would have it")]),
        scenario(
            "recursion without end",
            [
                run(ExtensionKind::Query, "recursion").ends(ErrorClass::StackLimit),
                good(),
            ],
        )
        .comes_to(expect![[r#"
            Query recursion: StackLimit
            Query get: ok
              info 10
              sys.View conf.Days {Day: 1, Month: 1, Year: 2026} get Some((Exists, Some({"Amount": I64(10), "Note": Str("arranged")})))
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days)
        .not_on(&[(EngineKind::Builtin, "the process would end")]),
        scenario(
            "statics are reset",
            [
                run(ExtensionKind::Job, "count"),
                run(ExtensionKind::Job, "count"),
                run(ExtensionKind::Job, "panic").ends(ErrorClass::Panic),
                run(ExtensionKind::Job, "count"),
            ],
        )
        .comes_to(expect![[r#"
            Job count: ok
              info 1
            Job count: ok
              info 1
            Job panic: fault: gave up
              info before
            Job count: ok
              info 1
        "#]])
        .not_on(&[(EngineKind::Builtin, "statics of native code persist")]),
    ]
}

#[test]
fn what_is_stopped_is_stopped_everywhere() {
    hold_all(&scenarios());
}
