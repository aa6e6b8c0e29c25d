//! A comparison of two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// The heading of every diff.
pub(super) const LEGEND: &str = "(- expected, + actual)";

/// All lines of both texts: `-` those of `expected` only, `+` those of `actual` only.
pub(super) fn diff(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    let mut out = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => "- ",
            ChangeTag::Insert => "+ ",
            ChangeTag::Equal => "  ",
        };
        out.push_str(sign);
        out.push_str(change.value().trim_end_matches('\n'));
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    if let Some(note) = look_alike(expected, actual) {
        out.push('\n');
        out.push_str(&note);
    }
    out
}

/// The first difference of two texts, by the codes of the letters, if the texts may look the same.
fn look_alike(expected: &str, actual: &str) -> Option<String> {
    let mut others = actual.chars();
    let mut places = expected.chars().map(|c| (Some(c), others.next()));
    let first = places.find(|(expected, actual)| Some(expected) != Some(actual));
    let (expected, actual) = first.unwrap_or_else(|| (None, others.next()));
    let seen = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    if expected == actual || seen(expected) || seen(actual) {
        return None;
    }
    let told = |c: Option<char>| {
        c.map_or_else(
            || "the end of the text".to_owned(),
            |c| format!("{} (U+{:04X})", c.escape_unicode(), u32::from(c)),
        )
    };
    Some(format!(
        "the first difference: {} is expected, {} is there",
        told(expected),
        told(actual)
    ))
}

/// Puts `sign` before every line of `text`.
pub(super) fn marked(sign: &str, text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("{sign} {line}")).collect();
    lines.join("\n")
}
