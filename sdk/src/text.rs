//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use core::fmt::{Display, Result, Write};

use crate::rt::{RunMemory, RunText};

/// Writes until there is enough.
struct Text<'run> {
    text: RunText<'run>,
    most: usize,
}

impl Write for Text<'_> {
    #[inline(never)]
    fn write_str(&mut self, part: &str) -> Result {
        if self.text.len() <= self.most {
            self.text.push(part);
        }
        Ok(())
    }
}

/// The text of `value`, at most `most` bytes of it, whole letters only.
pub(crate) fn shown<'run>(memory: &'run RunMemory, value: &dyn Display, most: usize) -> &'run str {
    let mut text = Text {
        text: RunText::new(memory),
        most,
    };
    // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
    let _ = write!(text, "{value}");
    let text = text.text.finish();
    text.get(..text.floor_char_boundary(most))
        .unwrap_or_default()
}
