//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use core::fmt::{Display, Result, Write};

use crate::rt::RunMemory;

/// Writes into `room` and counts also what does not fit.
struct Text<'a> {
    room: &'a mut [u8],
    length: usize,
}

impl Write for Text<'_> {
    #[inline(never)]
    fn write_str(&mut self, part: &str) -> Result {
        if let Some(room) = self.room.get_mut(self.length..self.length + part.len()) {
            room.copy_from_slice(part.as_bytes());
        }
        self.length += part.len();
        Ok(())
    }
}

/// The text of `value`, at most `most` bytes of it and no more than the parts that fit wholly.
pub(crate) fn shown<'run>(memory: &'run RunMemory, value: &dyn Display, most: usize) -> &'run str {
    let mut room: &mut [u8] = &mut [];
    for _ in 0..2 {
        let mut text = Text { room, length: 0 };
        // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
        let _ = write!(text, "{value}");
        if text.room.is_empty() {
            room = memory.room(text.length.min(most));
        } else {
            room = text.room;
        }
    }
    crate::rt::text(room)
}
