//! The form of comments: CONTRIBUTING.md, "Language", as far as a machine can check it.

use super::holds;
use super::tree::{is_shipped, sources};

/// Words that no first line of documentation begins with.
const RIDDLES: [&str; 8] = [
    "What", "Whether", "Where", "Why", "How", "That", "Of", "Who",
];
/// The most columns of a line of comments.
const COLUMNS: usize = 100;

/// The text of a line of documentation, `None` for any other line.
fn doc(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))
}

/// Returns whether a line is the first one of a piece of documentation and begins with a riddle.
fn is_riddle(before: Option<&str>, line: &str) -> bool {
    let is_first = before.and_then(doc).is_none();
    let word = doc(line).and_then(|text| text.split_whitespace().next());
    is_first && word.is_some_and(|word| RIDDLES.contains(&word))
}

/// Returns whether a line is a comment with too many columns: tables, addresses and the code of
/// examples may have more.
fn is_long(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with("//");
    let is_free = |text: &str| text.trim_start().starts_with('|') || text.starts_with("     ");
    let is_free = doc(line).is_some_and(is_free);
    is_comment && !is_free && !line.contains("://") && line.chars().count() > COLUMNS
}

#[test]
fn comments_are_easy_to_read() {
    let mut findings = Vec::new();
    for source in sources(is_shipped) {
        let (mut before, mut at) = (None, 0);
        for line in source.text.split_inclusive('\n') {
            if is_riddle(before, line) {
                findings.push(source.finding(at, line.trim()));
            }
            if is_long(line.trim_end()) {
                findings.push(source.finding(at, "a comment of more than 100 columns"));
            }
            (before, at) = (Some(line), at + line.len());
        }
    }
    holds(
        "a first line of documentation is a noun phrase or an imperative, and comments have 100 columns",
        "name the thing, or say what the function does: CONTRIBUTING.md, Language",
        &findings,
    );
}

#[test]
fn riddles_and_long_lines_are_found() {
    assert!(is_riddle(None, "//! What a run sees."));
    assert!(is_riddle(Some("}"), "    /// Whether it fits."));
    assert!(!is_riddle(Some("/// One line."), "/// What follows."));
    assert!(!is_riddle(None, "/// Whatever it is."));
    assert!(!is_riddle(None, "// What it costs."));
    let long = "x".repeat(COLUMNS);
    assert!(is_long(&format!("// {long}")) && !is_long(&format!("let {long}")));
    assert!(!is_long(&format!("/// | {long} |")) && !is_long(&format!("// https://{long}")));
}
