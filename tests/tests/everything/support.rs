//! The guest, and scenarios that run on it in both read modes.

use std::fs;
use std::path::PathBuf;

use heeus_host_testkit::prelude::*;

use super::outcomes;

/// The directory of the guest.
pub fn dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests/everything")
}

/// A kit of the guest.
pub fn kit() -> Kit {
    Kit::build(dir())
}

/// Runs a scenario with reads in pages and again element by element, and compares the outcomes.
#[track_caller]
pub fn by_pages_and_elements(scenario: impl Fn(&mut Kit) -> Vec<Outcome>) {
    let texts = [("by pages", true), ("element by element", false)].map(|(way, pages)| {
        let mut kit = kit();
        kit.engine_config(|config| config.pages = pages);
        let texts: Vec<String> = scenario(&mut kit).iter().map(all_of).collect();
        (way, texts)
    });
    outcomes::same(&texts);
}

/// The whole outcome of a run.
fn all_of(outcome: &Outcome) -> String {
    let error = outcome.error().map_or("ok".to_owned(), ToString::to_string);
    let logs = outcome.logs().iter().map(|line| format!("{line:?}"));
    outcomes::all_of(&error, outcome, logs)
}

/// The number of the line in a file of the guest that ends with this mark.
#[track_caller]
pub fn line_of(file: &str, mark: &str) -> usize {
    let path = dir().join("src").join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let comment = format!("// {mark}");
    let lines: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.ends_with(&comment))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(lines.len(), 1, "lines of {file} that end with `{comment}`");
    lines[0]
}

/// A day of January 2026.
pub fn day(day: i32) -> DynRecord {
    record! { Year: 2026, Month: 1, Day: day }
}

/// Arranges the days 1 to `days` of January 2026, even if the month has fewer. The amount is ten
/// times the day.
pub fn arrange(kit: &mut Kit, days: i32) {
    for number in 1..=days {
        let value = record! { Amount: i64::from(number) * 10, Note: "arranged" };
        kit.view("test.Days", day(number), value);
    }
}
