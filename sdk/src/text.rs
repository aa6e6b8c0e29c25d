//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use core::fmt::{Display, Result, Write};

use crate::rt::RunMemory;

/// Writes what fits, whole letters only, and counts also what does not.
struct Text<'a> {
    /// Room after what is written; none after the first part that did not fit.
    rest: &'a mut [u8],
    written: usize,
    length: usize,
}

impl Write for Text<'_> {
    #[inline(never)]
    fn write_str(&mut self, part: &str) -> Result {
        let fits = part.floor_char_boundary(self.rest.len());
        let rest = core::mem::take(&mut self.rest);
        let (to, rest) = rest.split_at_mut_checked(fits).unwrap_or_default();
        to.iter_mut()
            .zip(part.bytes())
            .for_each(|(to, from)| *to = from);
        self.written += to.len();
        self.length += part.len();
        if fits == part.len() {
            self.rest = rest;
        }
        Ok(())
    }
}

/// Shows `value` in `room`; returns the bytes written and the bytes that it takes.
fn show(value: &dyn Display, room: &mut [u8]) -> (usize, usize) {
    let mut text = Text {
        rest: room,
        written: 0,
        length: 0,
    };
    // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
    let _ = write!(text, "{value}");
    (text.written, text.length)
}

/// The text of `value`, at most `most` bytes of it. It is shown twice, to know its length; where the second time is
/// another, it is cut or shorter.
pub(crate) fn shown<'run>(memory: &'run RunMemory, value: &dyn Display, most: usize) -> &'run str {
    let (_, length) = show(value, &mut []);
    let room = memory.room(length.min(most));
    let (written, _) = show(value, room);
    crate::rt::text(room.get(..written).unwrap_or_default())
}
