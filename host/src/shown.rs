//! Texts of guests, prepared for display: neutral and of limited length.

mod record;
mod suggest;

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

pub use record::{RecordText, ShortRecord};
pub use suggest::near;

/// Most bytes that are shown of a name or of another short text of a guest.
pub const SHORT: usize = 500;

/// A text of a guest that cannot affect the text around it when it is shown.
///
/// Control characters, direction marks, zero-width characters, unassigned characters and the like
/// are escaped, as `\u{202e}`. Letters of all scripts stay.
#[derive(Debug, Clone, Copy)]
pub struct Neutral<'a>(pub &'a str);

impl Display for Neutral<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escaped(self.0, acts, f)
    }
}

/// A text of a guest as a literal of Rust: quoted and neutral; different texts print differently.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a>(pub &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        escaped(
            self.0,
            |letter| matches!(letter, '"' | '\\') || hides(letter),
            f,
        )?;
        f.write_char('"')
    }
}

/// A text of a guest without quotes: neutral; different texts print differently.
#[derive(Debug, Clone, Copy)]
pub struct Distinct<'a>(pub &'a str);

impl Display for Distinct<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escaped(self.0, |letter| letter == '\\' || acts(letter), f)
    }
}

/// Writes a text and escapes the characters for which `is_escaped` returns true.
fn escaped(text: &str, is_escaped: impl Fn(char) -> bool, f: &mut Formatter<'_>) -> fmt::Result {
    let mut rest = text;
    // Most texts need no escapes: whole stretches are written at once.
    while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| is_escaped(*letter)) {
        let (before, after) = rest.split_at(at);
        f.write_str(before)?;
        for escaped in letter.escape_default() {
            f.write_char(escaped)?;
        }
        rest = after.strip_prefix(letter).unwrap_or_default();
    }
    f.write_str(rest)
}

/// Writes a value that may contain texts of guests, all of it neutral.
///
/// # Errors
/// As the formatter.
pub fn neutrally(f: &mut Formatter<'_>, value: impl Display) -> fmt::Result {
    struct NeutralWriter<'a, 'f>(&'a mut Formatter<'f>);

    impl Write for NeutralWriter<'_, '_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            Neutral(text).fmt(self.0)
        }
    }

    write!(NeutralWriter(f), "{value}")
}

/// Returns the beginning of the displayed value, at most `most` bytes. The rest is not formatted.
pub fn bounded(most: usize, value: impl Display) -> String {
    struct Begin {
        text: String,
        room: usize,
    }

    impl Write for Begin {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let end = text.floor_char_boundary(self.room.min(text.len()));
            self.text.push_str(text.get(..end).unwrap_or_default());
            self.room -= end;
            if end < text.len() {
                self.room = 0;
                return Err(fmt::Error);
            }
            Ok(())
        }
    }

    let (text, room) = (String::new(), most);
    let mut begin = Begin { text, room };
    if write!(begin, "{value}").is_err() {
        begin.text.push_str(".. (the rest is left out)");
    }
    begin.text
}

/// Returns whether a character is invisible, or not visible by itself, such as a combining mark.
pub fn hides(letter: char) -> bool {
    acts(letter) || letter.escape_debug().len() > 2
}

/// Returns whether a character is invisible or affects the characters around it.
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
            // After a letter, a combining mark is printable; alone it would not be.
            let mut bytes = [b'a'; 5];
            let end = 1 + letter.encode_utf8(&mut bytes[1..]).len();
            let text = str::from_utf8(&bytes[..end]).unwrap_or_default();
            text.escape_debug().nth(1) == Some('\\')
        }
    }
}

/// Returns a text of at most `most` bytes: the whole, or its beginning and the number of missing
/// bytes.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
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

/// Prepares a name or another short text of a guest for display: neutral and cut.
pub fn short(text: &str) -> String {
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

    #[test]
    fn a_literal_and_a_label_belong_to_one_text() {
        let text = "\u{301}a\"b\\c'd\n\u{202e}\u{3164}";
        let literal = r#""\u{301}a\"b\\c'd\n\u{202e}\u{3164}""#;
        assert_eq!(Quoted(text).to_string(), literal);
        assert_eq!(Distinct("a\n").to_string(), r"a\n");
        assert_eq!(Distinct(r"a\n").to_string(), r"a\\n");
    }

    #[test]
    fn what_is_bounded_is_not_made_beyond() {
        let endless = fmt::from_fn(|f| {
            loop {
                f.write_str("aé")?;
            }
        });
        assert_eq!(bounded(5, endless), "aéa.. (the rest is left out)");
        assert_eq!(bounded(5, "whole"), "whole");
        let text = fmt::from_fn(|f| neutrally(f, format_args!("{}\u{202e}", "a\n")));
        assert_eq!(text.to_string(), r"a\n\u{202e}");
    }
}
