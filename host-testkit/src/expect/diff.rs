//! A comparison of two texts, line by line.

use heeus_host::shown::{Quoted, cut};
use similar::{ChangeTag, TextDiff};

use super::bounds::{LINE, MOST, begin, shown};

/// The heading of every diff.
pub(super) const LEGEND: &str = "(- expected, + actual)";

/// The equal lines that are shown before the first difference of long texts.
const BEFORE: usize = 3;
/// The most bytes that a difference in a long text shows of each text.
const EXCERPT: usize = 60;

/// All lines of both texts: `-` those of `expected` only, `+` those of `actual` only. Of long texts
/// it shows the lines from the first difference on, as far as there is room.
pub(super) fn diff(expected: &str, actual: &str) -> String {
    if expected.len() + actual.len() > MOST {
        return diff_of_long(expected, actual);
    }
    let mut out = lines(expected, actual);
    if let Some(note) = look_alike(expected, actual) {
        out.push('\n');
        out.push_str(&note);
    }
    out
}

fn lines(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    let mut out = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => "- ",
            ChangeTag::Insert => "+ ",
            ChangeTag::Equal => "  ",
        };
        out.push_str(sign);
        out.push_str(&cut(change.value().trim_end_matches('\n'), LINE));
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The time of a comparison grows with the square of the number of lines, so only parts of long
/// texts are compared.
fn diff_of_long(expected: &str, actual: &str) -> String {
    let pairs = expected
        .split_inclusive('\n')
        .zip(actual.split_inclusive('\n'));
    let equal = pairs.take_while(|(expected, actual)| expected == actual);
    let equal: Vec<usize> = equal.map(|(line, _)| line.len()).collect();
    let hidden = equal.len().saturating_sub(BEFORE);
    let from: usize = equal.iter().take(hidden).sum();
    let rests = [expected, actual].map(|text| text.get(from..).unwrap_or_default());
    let [left, right] = rests.map(|rest| begin(rest, MOST / 4));
    let mut out = match hidden {
        0 => String::new(),
        _ => format!("  .. ({hidden} equal lines are left out)\n"),
    };
    out.push_str(&shown(&lines(left, right)));
    let [expected_rest, actual_rest] = rests;
    let more = (
        expected_rest.len() - left.len(),
        actual_rest.len() - right.len(),
    );
    if more != (0, 0) {
        let note = format!(
            "\n  .. ({} more bytes of the expected text and {} of the actual one are left out)",
            more.0, more.1
        );
        out.push_str(&note);
    }
    out.push('\n');
    out.push_str(&first_difference(expected, actual));
    out
}

/// The place of the first difference, and both texts from there on.
fn first_difference(expected: &str, actual: &str) -> String {
    let bytes = expected.bytes().zip(actual.bytes());
    let same = bytes
        .take_while(|(expected, actual)| expected == actual)
        .count();
    let same = expected.floor_char_boundary(same);
    let before = expected.get(..same).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    let [expected, actual] = [expected, actual].map(|text| {
        let rest = text.get(same..).unwrap_or_default();
        let end = rest.floor_char_boundary(EXCERPT);
        match rest.get(..end).unwrap_or_default() {
            "" => "the end of the text".to_owned(),
            part if end < rest.len() => format!("{}..", Quoted(part)),
            part => Quoted(part).to_string(),
        }
    });
    format!("the first difference, at {line}:{column}: {expected} is expected, {actual} is there")
}

/// The first difference of two texts, by the codes of the letters, if the texts may look the same.
fn look_alike(expected: &str, actual: &str) -> Option<String> {
    let mut others = actual.chars();
    let mut places = expected.chars().map(|c| (Some(c), others.next()));
    let first = places.find(|(expected, actual)| Some(expected) != Some(actual));
    let (expected, actual) = first.unwrap_or_else(|| (None, others.next()));
    let is_visible = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    if expected == actual || is_visible(expected) || is_visible(actual) {
        return None;
    }
    let letter = |c: Option<char>| {
        c.map_or_else(
            || "the end of the text".to_owned(),
            |c| format!("{} (U+{:04X})", c.escape_unicode(), u32::from(c)),
        )
    };
    Some(format!(
        "the first difference: expected {}, found {}",
        letter(expected),
        letter(actual)
    ))
}

/// Puts `sign` before every line of `text`.
pub(super) fn marked(sign: &str, text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("{sign} {line}")).collect();
    lines.join("\n")
}
