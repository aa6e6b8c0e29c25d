//! The most that a failure shows of a text. Extensions choose how long their texts are, and nobody
//! reads megabytes of a failure.

use std::borrow::Cow;

/// The most bytes of a text.
pub(super) const MOST: usize = 64 << 10;
/// The most bytes of one of many lines.
pub(super) const LINE: usize = 4 << 10;

/// Returns the text, or its beginning and a line that says how much is left out.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    let begin = begin(text, MOST);
    let rest = text.len() - begin.len();
    let begin = begin.trim_end_matches('\n');
    Cow::Owned(format!("{begin}\n.. ({rest} more bytes are left out)"))
}

/// Returns at most this many bytes of the beginning of a text: whole lines, unless the last one is
/// long.
pub(super) fn begin(text: &str, most: usize) -> &str {
    let begin = text
        .get(..text.floor_char_boundary(most))
        .unwrap_or_default();
    match begin.rfind('\n') {
        Some(end) if begin.len() < text.len() && end >= most / 2 => {
            begin.get(..=end).unwrap_or_default()
        }
        _ => begin,
    }
}
