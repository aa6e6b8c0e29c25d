//! The bounds of the texts that a failure shows, whatever an extension writes.

use std::time::Duration;

use heeus_host_testkit::prelude::*;

use crate::failure::{Failure, failure};

/// The most bytes of a failure: those of the problem, of the log, and of the calls to the host.
const MOST: usize = (64 + 64 + 64) << 10;

/// Extensions that write as much as they are told to.
fn kit() -> Kit {
    let script = r#"
        heeus.entity {
            view = "shop.Lines",
            partition = { "Page i32" },
            clustering = { "Line i32" },
            value = { "Text string" },
        }
        local function text(args)
            return string.rep("x", args.Bytes)
        end
        heeus.extension {
            kind = "projector",
            name = "Write",
            args = { Lines = "i32", Bytes = "i32" },
            run = function(ctx, args)
                for line = 1, args.Lines do
                    local key = { Page = 1, Line = line }
                    ctx:new_value(ctx:key_builder("sys.View", "shop.Lines", key), { Text = text(args) })
                end
            end,
        }
        heeus.extension {
            kind = "command",
            name = "Log",
            args = { Lines = "i32", Bytes = "i32" },
            run = function(ctx, args)
                for line = 1, args.Lines do
                    ctx:log("info", line .. " " .. text(args))
                end
            end,
        }
        heeus.extension {
            kind = "command",
            name = "Fail",
            args = { Bytes = "i32" },
            run = function(ctx, args)
                heeus.fail(text(args))
            end,
        }
    "#;
    let mut kit = Kit::lua_source("shop", script);
    kit.limits(|limits| limits.intents.projector = 100_000);
    kit.engine_config(|config| {
        config.kept.error_text = 8 << 20;
        (config.run_time, config.mem_limit) = (Duration::from_mins(1), 64 << 20);
    });
    kit
}

fn lines(lines: i32, bytes: i32) -> DynRecord {
    record! { Lines: lines, Bytes: bytes }
}

/// The intents of `Write`.
fn written(kit: &mut Kit, args: DynRecord) -> Vec<Intent> {
    let run = kit.run("Write", args);
    let intents = run.intents().to_vec();
    run.ignore_intents().done();
    intents
}

#[track_caller]
fn bounded(test: impl FnOnce()) -> Failure {
    let failed = failure(test);
    let length = failed.text.len();
    assert!(length <= MOST, "{length} bytes");
    assert!(failed.text.contains("left out"), "{}", failed.text);
    failed
}

#[test]
fn of_many_intents_the_first_are_shown() {
    let failed = bounded(|| kit().run("Write", lines(5_000, 200)).done());
    failed.says_part("+ insert_view(\"shop.Lines\", record! { Line: 1, Page: 1 })");
    failed.says_not("Line: 4999,");
}

#[test]
fn of_a_large_intent_the_beginning_is_shown() {
    for bytes in [100_000, 400_000] {
        let failed = bounded(|| kit().run("Write", lines(1, bytes)).done());
        failed.says_part("xxxxxxxx");
    }
}

/// The first difference is shown, wherever it is.
#[test]
fn of_two_long_texts_the_first_difference_is_shown() {
    let mut kit = kit();
    let expected = written(&mut kit, lines(5_000, 100));
    let wrong = |line: usize| {
        let mut wrong = expected.clone();
        wrong[line] = wrong[line].clone().with("Text", "wrong");
        wrong
    };
    for line in [0, 2_500, 4_999] {
        let run = kit.run("Write", lines(5_000, 100));
        let failed = bounded(|| drop(run.expect_intents(wrong(line))));
        failed.says_part(&format!("Line: {},", line + 1));
        failed.says_part("-     .with(\"Text\", \"wrong\")");
    }
}

/// A comparison of texts that have nothing in common takes no time that anybody notices.
#[test]
fn of_two_other_texts_the_beginning_is_shown() {
    let mut kit = kit();
    let others = written(&mut kit, lines(8_000, 50));
    let run = kit.run("Write", lines(8_000, 51));
    let failed = bounded(|| drop(run.expect_intents(others)));
    failed.says_part("Line: 1,");
}

#[test]
fn of_a_long_log_the_last_lines_are_shown() {
    let failed = bounded(|| {
        kit()
            .run("Log", lines(4_000, 300))
            .expect_error("nothing")
            .done();
    });
    failed.says_part("ended in another way");
    failed.says_part("lines before these are left out");
    failed.says_part(": 4000 xxx");
    let failed = bounded(|| {
        kit()
            .run("Log", lines(1, 1_000_000))
            .expect_error("nothing")
            .done();
    });
    failed.says_part(": 1 xxx");
}

#[test]
fn of_a_long_error_the_beginning_is_shown() {
    let failed = bounded(|| {
        kit()
            .run("Fail", record! { Bytes: 1_000_000 })
            .expect_ok()
            .done();
    });
    failed.says_part("failed, which the test does not expect");
}

#[test]
fn of_rows_and_snapshots_the_beginning_is_shown() {
    let mut kit = kit();
    kit.run("Write", lines(5_000, 100)).ignore_intents().done();
    bounded(|| _ = kit.expect_rows("shop.Lines", []));
    let run = kit.run("Log", lines(5_000, 100));
    let failed = bounded(|| drop(run.expect_snapshot(expect!["Log: ok\n"])));
    failed.says_part("+   info: 1 xxx");
    let kit = &mut kit;
    kit.run("Write", lines(5_001, 0)).ignore_intents().done();
    let key = record! { Page: 1, Line: 5_001 };
    kit.expect_row("shop.Lines", key, record! { Text: "" });
}
