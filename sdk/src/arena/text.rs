//! Values written as text, through one writer: each further writer costs a guest some hundred
//! bytes.

use core::fmt::{Result, Write};

use heeus_abi::utf8_bytes;

use super::{RunMemory, RunText};

/// A text that takes parts until it has `enough` bytes.
pub struct Text<'run> {
    text: RunText<'run>,
    enough: usize,
}

impl<'run> Text<'run> {
    pub(crate) fn new(memory: &'run RunMemory, enough: usize) -> Self {
        Self {
            text: RunText::new(memory),
            enough,
        }
    }

    /// Adds a part.
    #[inline(never)]
    pub fn push(&mut self, part: &str) {
        if self.text.len() < self.enough {
            self.text.push(part);
        }
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

    pub(crate) fn finish(self) -> &'run str {
        self.text.finish()
    }
}

impl Write for Text<'_> {
    fn write_str(&mut self, part: &str) -> Result {
        self.push(part);
        Ok(())
    }

    fn write_char(&mut self, letter: char) -> Result {
        self.push(encoded(letter, &mut [0; 4]));
        Ok(())
    }
}

/// The text of `value`, up to and including the part that reaches `enough` bytes. A caller that
/// needs an exact length cuts it: a guest without that is smaller.
#[cfg(any(
    all(target_arch = "wasm32", feature = "panic-message"),
    feature = "log"
))]
pub(crate) fn formatted<'run>(
    memory: &'run RunMemory,
    value: &dyn core::fmt::Display,
    enough: usize,
) -> &'run str {
    let mut text = Text::new(memory, enough);
    // Writing to `text` does not fail. If the value's own `Display` fails, the text so far stays.
    let _ = write!(text, "{value}");
    text.finish()
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
    use super::{RunMemory, Text, encoded};

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
            let memory = RunMemory::new();
            let mut text = Text::new(&memory, usize::MAX);
            text.push_digits(number, least);
            assert_eq!(text.finish(), expected);
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
