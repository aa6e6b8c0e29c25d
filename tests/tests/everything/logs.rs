//! Log lines.

use heeus_host_testkit::Outcome;
use heeus_host_testkit::prelude::*;

use super::support::{dir, kit, line_of};

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
fn every_level_is_reported_with_its_place_whatever_the_run_comes_to() {
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
fn many_lines_are_all_reported() {
    let mut kit = kit();
    for count in [1, 1000] {
        let outcome = kit
            .run("LogMany", record! { Count: count, Text: "line" })
            .expect_ok();
        assert_eq!(i32::try_from(outcome.logs().len()), Ok(count));
    }
}

/// The lines that the macros log: level, target, text, and the mark of the line in the source.
fn by_macros(text: &str) -> [(LogLevel, &'static str, String, &'static str); 6] {
    let module = "guest_everything::logs";
    let and_seven = format!("{} and    7", text.len());
    [
        (LogLevel::Error, module, text.to_owned(), "by error"),
        (LogLevel::Warn, module, "plain".to_owned(), "by warn"),
        (
            LogLevel::Info,
            "",
            "by the state".to_owned(),
            "by the state",
        ),
        (LogLevel::Debug, "orders", and_seven, "by debug"),
        (LogLevel::Info, module, "inside".to_owned(), "by show"),
        (LogLevel::Trace, module, "shown true".to_owned(), "by trace"),
    ]
}

#[test]
fn lines_of_the_crate_log_are_reported_whatever_the_run_comes_to() {
    let heaps = [None, Some("heap-dlmalloc"), Some("heap-wee")];
    for heap in heaps {
        let mut kit = Kit::of(&Fixture::new(dir()).features(heap));
        kit.engine_config(|config| config.run_time = std::time::Duration::from_millis(300));
        for text in ["", "größer\n\u{1f600}", "much ".repeat(2000).as_str()] {
            for end in ["fine", "fine", "error", "panic", "fine", "never", "fine"] {
                let outcome = kit.run("LogByMacros", record! { Text: text, End: end });
                let outcome = match end {
                    "fine" => outcome.expect_ok(),
                    "error" => outcome.expect_error("after the log"),
                    "panic" => outcome.expect_fault("after the log"),
                    _ => outcome.expect_limit("run time of 300ms"),
                };
                let logs = outcome.logs().iter();
                let told: Vec<_> = logs
                    .map(|line| {
                        assert!(line.file.ends_with("everything/src/logs.rs"), "{line:?}");
                        let place = usize::try_from(line.line).unwrap();
                        (line.level, line.target.as_str(), line.text.clone(), place)
                    })
                    .collect();
                let expected = by_macros(text).map(|(level, target, text, mark)| {
                    (level, target, text, line_of("logs.rs", mark))
                });
                assert_eq!(told, expected, "{heap:?}, {end}");
            }
        }
        let others = kit.run("LogAll", record! { Text: "others" }).expect_ok();
        assert!(others.logs().iter().all(|line| line.text == "others"));
    }
}

#[test]
fn what_is_too_long_for_a_line_is_cut_between_two_letters() {
    let mut kit = kit();
    for (target, file, text) in [(0, 0, 0), (40_000, 3, 5), (3, 40_000, 5), (1, 1, 600_000)] {
        let args = record! { Target: target, File: file, Text: text };
        let outcome = kit.run("LogLong", args).expect_ok();
        let [line] = outcome.logs() else {
            panic!("{} lines", outcome.logs().len())
        };
        let letters = |text: &str| text.chars().filter(|&letter| letter == 'ü').count();
        let told = [&line.target, &line.file, &line.text].map(|text| letters(text));
        let least = |number: i32, most| usize::try_from(number).unwrap().min(most);
        let expected = [
            least(target, 32_767),
            least(file, 32_767),
            least(text, 1 << 19),
        ];
        assert_eq!((told, line.line), (expected, 7));
    }
}
