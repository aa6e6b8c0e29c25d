//! The form of comments and lines: CONTRIBUTING.md, "Language", as far as a machine can check it.

use super::check_rule;
use super::source::Source;
use super::tree::{is_in, is_shipped, sources};

/// Words that no first line of documentation begins with.
const RIDDLES: [&str; 8] = [
    "What", "Whether", "Where", "Why", "How", "That", "Of", "Who",
];
/// The most columns of a line.
const COLUMNS: usize = 100;
/// Sources whose lines may be longer: output of the macros, and misuses with the compiler's words.
const LONG: [&str; 2] = ["sdk-macros/golden/", "sdk/tests/ui/"];

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

/// Returns whether a line has too many columns. Tables and the code of examples in documentation,
/// and comments with an address, may have more.
fn is_long(line: &str) -> bool {
    let is_free = |text: &str| text.trim_start().starts_with('|') || text.starts_with("     ");
    let is_comment = line.trim_start().starts_with("//");
    let has_address = is_comment && line.contains("://");
    line.chars().count() > COLUMNS && !has_address && !doc(line).is_some_and(is_free)
}

/// The offsets of the long lines of a source. Lines of a literal that has line breaks of its own,
/// such as a script or an expected output, are not among them.
fn long_lines(source: &Source) -> Vec<usize> {
    let has_lines = |text: &str| text.replace("\\\n", "").contains('\n');
    let texts = source.literals.iter().filter(|(_, text)| has_lines(text));
    let texts: Vec<_> = texts.map(|(at, text)| *at..at + text.len()).collect();
    let is_in_text = |from: usize, to| texts.iter().any(|text| text.start < to && from < text.end);
    let mut end = 0;
    let lines = source.text.split_inclusive('\n').map(|line| {
        let begin = end;
        end += line.len();
        (begin, line)
    });
    lines
        .filter(|(at, line)| is_long(line.trim_end()) && !is_in_text(*at, at + line.len()))
        .map(|(at, _)| at)
        .collect()
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
            (before, at) = (Some(line), at + line.len());
        }
    }
    check_rule(
        "a first line of documentation is a noun phrase or an imperative",
        "name the thing, or say what the function does: CONTRIBUTING.md, Language",
        &findings,
    );
}

#[test]
fn lines_are_short() {
    let mut findings = Vec::new();
    for source in sources(|path| !is_in(path, &LONG)) {
        let lines = long_lines(&source).into_iter();
        findings.extend(lines.map(|at| source.finding(at, "more than 100 columns")));
    }
    check_rule(
        "a line has at most 100 columns",
        "wrap the comment, or break the text by a `\\` at the end of the line",
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
    assert!(is_long(&format!("// {long}")) && is_long(&format!("let {long}")));
    assert!(!is_long(&format!("/// | {long} |")) && !is_long(&format!("// https://{long}")));
    assert!(!is_long(&long) && is_long(&format!("let a = \"https://{long}\"")));
    let found = |text: &str| long_lines(&Source::new(text, "a.rs"));
    assert_eq!(found(&format!("f();\nlet a = \"{long}\";\n")), [5]);
    assert_eq!(found(&format!("let a = \"{long} \\\n    b\";\n")), [0]);
    assert_eq!(found(&format!("let a = \"\n{long}x\nb\";\n")), [0; 0]);
    assert_eq!(found(&format!("let a = r#\"\n{long}x\nb\"#;\n")), [0; 0]);
}
