//! Values written as text, through one writer: each further writer costs a guest some hundred
//! bytes.

use alloc::string::String;
use core::fmt;
use core::ops::Deref;

use heeus_abi::utf8_bytes;

use super::small_vec::no_memory;
use super::{RunMemory, RunText};

/// A text that is built from parts, without the formatting code of Rust.
///
/// The macro [`text!`](crate::values::text!) builds one in a single step. A text that is built in
/// several steps begins empty, and takes values by [`put`](Self::put). It is used as a `&str`.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::Text;
///
/// fn list(articles: &[(RecordId, i32)]) -> Text {
///     let mut list = Text::new();
///     for (article, quantity) in articles {
///         list.put(quantity).put(" x ").put(article).put("\n");
///     }
///     list
/// }
///
/// let list = list(&[(RecordId(7), 2), (RecordId(9), 1)]);
/// assert_eq!(&*list, "2 x 7\n1 x 9\n");
/// assert_eq!(list.lines().count(), 2);
/// ```
pub struct Text {
    text: RunText,
    /// The text is cut off behind the part with which it has as many bytes.
    enough: usize,
}

/// A value that is written as text without the formatting code of Rust: texts, letters, integers,
/// `bool`, ids, names, amounts, dates and times, and errors of the SDK.
///
/// ```
/// use heeus_sdk::values::{Text, ToText, text};
///
/// struct Colour {
///     rgb: [u8; 3],
/// }
///
/// impl ToText for Colour {
///     fn write_to(&self, text: &mut Text) {
///         let [red, green, blue] = self.rgb;
///         text.put("rgb(").put(red).put(",").put(green).put(",").put(blue).put(")");
///     }
/// }
///
/// let colour = Colour { rgb: [255, 0, 9] };
/// assert_eq!(&*text!("it is {colour}"), "it is rgb(255,0,9)");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text without formatting code",
    note = "a type of your own implements `heeus_sdk::values::ToText`; `text!` takes any type with \
            `Display`"
)]
pub trait ToText {
    /// Adds the value to a text.
    fn write_to(&self, text: &mut Text);
}

impl Text {
    /// Creates an empty text.
    #[inline]
    pub const fn new() -> Self {
        Self::until(usize::MAX)
    }

    /// Creates an empty text that takes parts until it has `enough` bytes.
    #[inline]
    pub(crate) const fn until(enough: usize) -> Self {
        Self {
            text: RunText::new(),
            enough,
        }
    }

    /// Adds a value.
    #[inline]
    pub fn put(&mut self, value: impl ToText) -> &mut Self {
        value.write_to(self);
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub fn push(&mut self, part: &str) {
        if self.as_str().len() >= self.enough || self.text.push(part) {
            return;
        }
        // A text with a limit is the report of a failure, which may be that there is no memory.
        if self.enough == usize::MAX {
            no_memory();
        }
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Adds a number, with zeros before it up to this number of digits.
    #[inline(never)]
    #[expect(clippy::disallowed_methods, reason = "the text is made here")]
    pub(crate) fn push_digits(&mut self, mut number: u64, least: usize) {
        let mut digits = [b'0'; 20];
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            if number == 0 && length >= least {
                break;
            }
            *digit = b"0123456789"[(number % 10) as usize];
            number /= 10;
            length += 1;
        }
        let first = digits.len().saturating_sub(length);
        // A split of the array could panic, as far as the compiler knows.
        let digits = digits.get(first..).unwrap_or_default();
        // SAFETY: all bytes are digits.
        self.push(unsafe { core::str::from_utf8_unchecked(digits) });
    }

    /// Adds a letter.
    pub(crate) fn push_letter(&mut self, letter: char) {
        self.push(encoded(letter, &mut [0; 4]));
    }

    /// Adds what formatting code writes.
    pub(crate) fn push_formatted(&mut self, arguments: fmt::Arguments<'_>) {
        // Writing to a text does not fail. If a value's own `Display` fails, the text so far stays.
        let _ = fmt::write(&mut Formatted(self), arguments);
    }

    /// Returns the text as memory of the run.
    #[inline]
    pub(crate) fn finish(self, memory: &RunMemory) -> &str {
        self.text.finish(memory)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<Text> for String {
    #[inline]
    fn from(text: Text) -> Self {
        text.text.into_string()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// The writer of formatting code to a text. It owns nothing, so that a guest that formats does not
/// contain the code that drops a text.
struct Formatted<'a>(&'a mut Text);

impl fmt::Write for Formatted<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.push(part);
        Ok(())
    }

    fn write_char(&mut self, letter: char) -> fmt::Result {
        self.0.push_letter(letter);
        Ok(())
    }
}

/// The text of `value`, up to and including the part that reaches `enough` bytes. A caller that
/// needs an exact length cuts it: a guest without that is smaller.
#[cfg(any(
    all(target_arch = "wasm32", feature = "panic-message"),
    feature = "log"
))]
#[inline]
pub(crate) fn formatted(value: &dyn fmt::Display, enough: usize) -> Text {
    let mut text = Text::until(enough);
    text.push_formatted(format_args!("{value}"));
    text
}

/// The UTF-8 of one letter.
#[inline]
#[expect(clippy::disallowed_methods, reason = "the text is made here")]
fn encoded(letter: char, room: &mut [u8; 4]) -> &str {
    let length;
    (*room, length) = utf8_bytes(letter);
    let bytes = room.get(..length).unwrap_or_default();
    // SAFETY: these are the bytes of the letter in UTF-8.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{Text, encoded};

    #[test]
    fn numbers_have_at_least_as_many_digits_as_wanted() {
        for (number, least, expected) in [
            (0, 1, "0"),
            (0, 3, "000"),
            (7, 2, "07"),
            (1234, 2, "1234"),
            (u64::MAX, 1, "18446744073709551615"),
            (1, 20, "00000000000000000001"),
        ] {
            let mut text = Text::new();
            text.push_digits(number, least);
            assert_eq!(text.as_str(), expected);
        }
    }

    #[test]
    fn a_letter_is_encoded_as_the_standard_library_does() {
        let step = if cfg!(miri) { 997 } else { 1 };
        let edges = [
            '\0',
            '\x7f',
            '\u{80}',
            '\u{7ff}',
            '\u{800}',
            '\u{ffff}',
            '\u{10000}',
            char::MAX,
        ];
        let all = (0..=0x0010_ffff).step_by(step).filter_map(char::from_u32);
        for one in edges.into_iter().chain(all) {
            assert_eq!(encoded(one, &mut [0; 4]), one.encode_utf8(&mut [0; 4]));
        }
    }
}
