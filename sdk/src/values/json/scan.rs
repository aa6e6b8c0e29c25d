//! Steps through a text that is to be JSON, by RFC 8259.

use super::escape::escape;

/// The most objects and arrays inside of each other.
const MOST: u32 = 64;

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
}

/// The form that was expected at the place of the scan.
pub(super) type Stepped = Result<(), &'static str>;

impl Scan<'_> {
    /// The next byte; 0 at the end. JSON has no such byte.
    #[inline(never)]
    pub(super) fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Steps over one byte.
    #[inline]
    const fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// Steps over this byte, if it is the next one; returns whether it is.
    #[inline(never)]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at = self.at.wrapping_add(usize::from(is_next));
        is_next
    }

    #[inline(never)]
    pub(super) fn skip_spaces(&mut self) {
        while let b' ' | b'\t' | b'\n' | b'\r' = self.peek() {
            self.step();
        }
    }

    /// Steps over a value, and checks it: without recursion.
    #[inline(never)]
    pub(super) fn value(&mut self) -> Stepped {
        // A bit for each open object or array, the innermost one last: set for an object.
        let (mut open, mut depth) = (0_u64, 0_u32);
        loop {
            self.skip_spaces();
            let byte = self.peek();
            let mut is_object = byte == b'{';
            if is_object || byte == b'[' {
                if depth == MOST {
                    return Err("at most 64 objects and arrays inside of each other");
                }
                open = open << 1 | u64::from(is_object);
                depth = depth.wrapping_add(1);
                self.step();
                self.skip_spaces();
                // An empty one ends below.
                if self.peek() != end_of(is_object) {
                    if is_object {
                        self.name()?;
                    }
                    continue;
                }
            } else {
                self.scalar()?;
            }
            loop {
                if depth == 0 {
                    return Ok(());
                }
                self.skip_spaces();
                is_object = open & 1 == 1;
                if !self.take(end_of(is_object)) {
                    break;
                }
                open >>= 1;
                depth = depth.wrapping_sub(1);
            }
            if !self.take(b',') {
                return Err(if is_object {
                    "`,` or `}`"
                } else {
                    "`,` or `]`"
                });
            }
            if is_object {
                self.name()?;
            }
        }
    }

    /// Steps over the name of a member and the colon.
    #[inline(never)]
    pub(super) fn name(&mut self) -> Stepped {
        self.skip_spaces();
        if self.peek() != b'"' {
            return Err("a name in quotation marks");
        }
        self.string()?;
        self.skip_spaces();
        if self.take(b':') { Ok(()) } else { Err("`:`") }
    }

    fn scalar(&mut self) -> Stepped {
        let word: &[u8] = match self.peek() {
            b'"' => return self.string(),
            b'-' | b'0'..=b'9' => return self.number(),
            b't' => b"true",
            b'f' => b"false",
            _ => b"null",
        };
        for byte in word {
            if !self.take(*byte) {
                return Err("a value");
            }
        }
        Ok(())
    }

    /// Steps over a text in quotation marks.
    #[inline(never)]
    pub(super) fn string(&mut self) -> Stepped {
        self.step();
        while !self.take(b'"') {
            let length = match self.peek() {
                b'\\' => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    escape(rest).ok_or("an escape")?.1
                }
                0..b' ' if self.is_at_end() => return Err("`\"`"),
                0..b' ' => return Err("an escape"),
                _ => 1,
            };
            self.at = self.at.wrapping_add(length);
        }
        Ok(())
    }

    fn number(&mut self) -> Stepped {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(())
    }

    #[inline(never)]
    fn digits(&mut self) -> Stepped {
        let begin = self.at;
        while self.peek().is_ascii_digit() {
            self.step();
        }
        if self.at == begin {
            Err("a digit")
        } else {
            Ok(())
        }
    }
}

const fn end_of(is_object: bool) -> u8 {
    if is_object { b'}' } else { b']' }
}
