//! Texts of guests as hosts show them: neutral, and no longer than they may be.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

/// Bytes that are shown of a name or of another short text of a guest.
pub(crate) const SHORT: usize = 500;

/// A text of a guest that changes nothing but its own place when it is shown.
///
/// Control characters, marks of direction, characters without width, unassigned ones and the like are escaped, as
/// `\u{202e}`. Letters of all scripts stay.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Neutral<'a>(pub(crate) &'a str);

impl Display for Neutral<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        // Most texts are shown as they are: whole stretches are written at once.
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| acts(*letter)) {
            let (before, after) = rest.split_at(at);
            f.write_str(before)?;
            for escaped in letter.escape_default() {
                f.write_char(escaped)?;
            }
            rest = after.strip_prefix(letter).unwrap_or_default();
        }
        f.write_str(rest)
    }
}

/// Whether a character does more, or less, than to show itself.
fn acts(letter: char) -> bool {
    match letter {
        ' '..='~' => false,
        // Letters and marks that are blank by design.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        _ => {
            // In a text a mark that follows a letter is printable; alone it would not be.
            let mut bytes = [b'a'; 5];
            let end = 1 + letter.encode_utf8(&mut bytes[1..]).len();
            let text = str::from_utf8(&bytes[..end]).unwrap_or_default();
            text.escape_debug().nth(1) == Some('\\')
        }
    }
}

/// A text of at most `most` bytes: the whole, or its begin and how much is missing.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let begin = text.get(..end).unwrap_or_default();
    Cow::Owned(format!(
        "{begin}.. ({} bytes more are left out)",
        text.len() - end
    ))
}

/// A name or another short text of a guest, to be shown: neutral and cut.
pub(crate) fn short(text: &str) -> String {
    Neutral(&cut(text, SHORT)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stay_and_what_acts_is_escaped() {
        let stays = "plain \\ \"text\" é ß 中文 हिन्दी עברית العربية 👍 e\u{301}";
        assert_eq!(Neutral(stays).to_string(), stays);
        for (text, shown) in [
            ("a\nb\tc\0", r"a\nb\tc\u{0}"),
            ("\u{1b}[31mred\u{7f}", r"\u{1b}[31mred\u{7f}"),
            (
                "\u{202e}cod\u{2066}x\u{2069}\u{200f}\u{61c}",
                r"\u{202e}cod\u{2066}x\u{2069}\u{200f}\u{61c}",
            ),
            (
                "a\u{200b}b\u{200d}c\u{2060}d\u{feff}",
                r"a\u{200b}b\u{200d}c\u{2060}d\u{feff}",
            ),
            (
                "\u{ad}\u{85}\u{2028}\u{2029}\u{a0}",
                r"\u{ad}\u{85}\u{2028}\u{2029}\u{a0}",
            ),
            (
                "x\u{3164}\u{34f}\u{fe0f}\u{e0041}",
                r"x\u{3164}\u{34f}\u{fe0f}\u{e0041}",
            ),
            ("\u{e000}\u{378}\u{ffff}", r"\u{e000}\u{378}\u{ffff}"),
        ] {
            assert_eq!(Neutral(text).to_string(), shown);
        }
    }

    #[test]
    fn a_cut_text_says_how_much_is_missing() {
        assert_eq!(cut("four", 4), "four");
        assert_eq!(cut("fourth", 4), "four.. (2 bytes more are left out)");
        assert_eq!(cut("aé", 2), "a.. (2 bytes more are left out)");
        assert_eq!(cut("é", 0), ".. (2 bytes more are left out)");
    }
}
