//! Log lines.

use heeus_host_testkit::Outcome;
use heeus_host_testkit::prelude::*;

use super::support::{kit, line_of};

/// Expects a line on every level, from the place that logged.
fn expect_all(outcome: &Outcome, text: &str) {
    let line = line_of("logs.rs", "the line that is told");
    let logs = outcome.logs();
    let levels: Vec<_> = logs.iter().map(|entry| entry.level).collect();
    assert_eq!(levels, LogLevel::ALL);
    for entry in logs {
        assert_eq!(entry.text, text);
        assert!(
            entry.file.ends_with("everything/src/logs.rs"),
            "{}",
            entry.file
        );
        assert_eq!(entry.line as usize, line);
    }
}

#[test]
fn every_level_is_told_with_its_place_whatever_the_run_comes_to() {
    let mut kit = kit();
    let long = "x".repeat(100_000);
    for text in ["", "größer\n\u{1f600}", &long] {
        let args = record! { Text: text };
        expect_all(&kit.run("LogAll", args.clone()).expect_ok(), text);
        let failed = kit.run("LogAndFail", args.clone());
        expect_all(&failed.expect_error("after the log"), text);
        let panicked = kit.run("LogAndPanic", args);
        expect_all(&panicked.expect_fault("after the log"), text);
    }
    kit.run("LogMany", record! { Count: 0, Text: "" })
        .expect_ok()
        .expect_no_logs();
}

#[test]
fn many_lines_are_all_told() {
    let mut kit = kit();
    for count in [1, 1000] {
        let outcome = kit
            .run("LogMany", record! { Count: count, Text: "line" })
            .expect_ok();
        assert_eq!(i32::try_from(outcome.logs().len()), Ok(count));
    }
}
