//! Two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// What stands above every diff.
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
    out
}

/// Puts `sign` before every line of `text`.
pub(super) fn marked(sign: &str, text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("{sign} {line}")).collect();
    lines.join("\n")
}
