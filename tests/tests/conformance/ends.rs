//! Runs that do not end well, and what comes after them.

use std::time::Duration;

use heeus_host_testkit::prelude::*;
use heeus_host_testkit::{EngineKind, ErrorClass};

use super::table::{Scenario, days, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let mut all = errors();
    all.extend(limits());
    all
}

fn errors() -> Vec<Scenario> {
    let fail = |code: i32, text: &str| {
        run(Kind::Command, "fail")
            .with("Code", code)
            .with("Text", text)
    };
    let good = || run(Kind::Command, "number").with("Number", 1);
    vec![
        scenario(
            "errors of the extension's own",
            [
                fail(0, "plain").ends(ErrorClass::Extension),
                fail(404, "coded").ends(ErrorClass::Extension),
                fail(i32::MIN, "").ends(ErrorClass::Extension),
                fail(-1, "two\nlines, t\u{e4}xt").ends(ErrorClass::Extension),
                good(),
            ],
        ),
        scenario(
            "a run that gives up",
            [run(Kind::Command, "panic").ends(ErrorClass::Panic), good()],
        ),
        scenario(
            "an index of nothing",
            [run(Kind::Query, "index").ends(ErrorClass::Panic)],
        ),
        scenario(
            "a division by zero",
            [run(Kind::Query, "divide").ends(ErrorClass::Panic)],
        ),
        scenario(
            "arithmetic that overflows",
            [run(Kind::Query, "overflow").ends(ErrorClass::Panic)],
        )
        .not_on(&[(EngineKind::Lua, "integers of Lua wrap around")]),
        scenario(
            "an extension that is unknown",
            [
                good().named("Nope").ends(ErrorClass::UnknownExtension),
                good(),
            ],
        ),
        scenario(
            "an extension of another kind",
            [
                good().named("Query").ends(ErrorClass::WrongKind),
                run(Kind::Job, "nothing")
                    .named("Command")
                    .ends(ErrorClass::WrongKind),
                good(),
            ],
        ),
        scenario(
            "a name that none can have",
            [good().named("").ends(ErrorClass::Call), good()],
        ),
        scenario(
            "a story that is unknown",
            [run(Kind::Command, "nope").ends(ErrorClass::Extension)],
        ),
    ]
}

fn limits() -> Vec<Scenario> {
    const STOPS: &str = "nothing stops native code";
    let good = || run(Kind::Query, "get").on_day(1);
    vec![
        scenario(
            "a loop",
            [run(Kind::Query, "loop").ends(ErrorClass::TimeLimit), good()],
        )
        .given(days)
        .not_on(&[(EngineKind::Builtin, STOPS)]),
        scenario(
            "a loop inside a read",
            [
                run(Kind::Query, "loop inside a read").ends(ErrorClass::TimeLimit),
                good(),
            ],
        )
        .given(days)
        .not_on(&[(EngineKind::Builtin, STOPS)]),
        scenario(
            "memory without end",
            [
                run(Kind::Query, "memory").ends(ErrorClass::MemoryLimit),
                good(),
            ],
        )
        .given(|kit| {
            days(kit);
            kit.engine_config(|config| config.run_time = Duration::from_secs(20));
        })
        .not_on(&[(EngineKind::Builtin, "the process would have it")]),
        scenario(
            "recursion without end",
            [
                run(Kind::Query, "recursion").ends(ErrorClass::StackLimit),
                good(),
            ],
        )
        .given(days)
        .not_on(&[(EngineKind::Builtin, "the process would end")]),
        scenario(
            "statics are reset",
            [
                run(Kind::Job, "count"),
                run(Kind::Job, "count"),
                run(Kind::Job, "panic").ends(ErrorClass::Panic),
                run(Kind::Job, "count"),
            ],
        )
        .not_on(&[(EngineKind::Builtin, "statics of native code persist")]),
    ]
}

#[test]
fn what_fails_fails_in_the_same_way_everywhere() {
    hold_all(&scenarios());
}
