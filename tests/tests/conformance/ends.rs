//! Runs that fail, and the runs after them.

use heeus_host::engine::EngineKind;
use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let fail = |code: i32, text: &str| {
        run(ExtensionKind::Command, "fail")
            .with("Code", code)
            .with("Text", text)
    };
    let good = || run(ExtensionKind::Command, "number").with("Number", 1);
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
        )
        .comes_to(expect![[r#"
            Command fail: error: plain
              info before
            Command fail: error 404: coded
              info before
            Command fail: error -2147483648: 
              info before
            Command fail: error -1: two\nlines, täxt
              info before
            Command number: ok
              info 1
              info none
        "#]]),
        scenario(
            "a run that gives up",
            [run(ExtensionKind::Command, "panic").ends(ErrorClass::Panic), good()],
        )
        .comes_to(expect![[r#"
            Command panic: fault: gave up
              info before
            Command number: ok
              info 1
              info none
        "#]]),
        scenario(
            "an index of nothing",
            [run(ExtensionKind::Query, "index").ends(ErrorClass::Panic)],
        )
        .comes_to(expect![[r#"
            Query index: Panic
        "#]]),
        scenario(
            "a division by zero",
            [run(ExtensionKind::Query, "divide").ends(ErrorClass::Panic)],
        )
        .comes_to(expect![[r#"
            Query divide: Panic
        "#]]),
        scenario(
            "arithmetic that overflows",
            [run(ExtensionKind::Query, "overflow").ends(ErrorClass::Panic)],
        )
        .comes_to(expect![[r#"
            Query overflow: Panic
        "#]])
        .not_on(&[(EngineKind::Lua, "integers of Lua wrap around")]),
        scenario(
            "an extension that is unknown",
            [
                good().named("Nope").ends(ErrorClass::UnknownExtension),
                good(),
            ],
        )
        .comes_to(expect![[r#"
            Nope number: refused: unknown extension; the module has Command, Job, Projector, Query, Validator
            Command number: ok
              info 1
              info none
        "#]]),
        scenario(
            "an extension of another kind",
            [
                good().named("Query").ends(ErrorClass::WrongKind),
                run(ExtensionKind::Job, "nothing")
                    .named("Command")
                    .ends(ErrorClass::WrongKind),
                good(),
            ],
        )
        .comes_to(expect![[r#"
            Query number: refused: called as a command, the extension is a query
            Command nothing: refused: called as a job, the extension is a command
            Command number: ok
              info 1
              info none
        "#]]),
        scenario(
            "a name that none can have",
            [good().named("").ends(ErrorClass::Call), good()],
        )
        .comes_to(expect![[r#"
             number: call: extension "": expected a name of 1 to 255 bytes without NUL
            Command number: ok
              info 1
              info none
        "#]]),
        scenario(
            "a story that is unknown",
            [run(ExtensionKind::Command, "nope").ends(ErrorClass::Extension)],
        )
        .comes_to(expect![[r#"
            Command nope: error: no such story
        "#]]),
    ]
}

#[test]
fn what_fails_fails_in_the_same_way_everywhere() {
    hold_all(&scenarios());
}
