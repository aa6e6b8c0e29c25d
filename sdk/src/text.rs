//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use core::fmt::{Display, Result, Write};

use crate::rt::{RunMemory, RunText};

/// Writes until there is enough.
struct Text<'run> {
    text: RunText<'run>,
    enough: usize,
}

impl Write for Text<'_> {
    #[inline(never)]
    fn write_str(&mut self, part: &str) -> Result {
        if self.text.len() < self.enough {
            self.text.push(part);
        }
        Ok(())
    }
}

/// The text of `value`, up to the part of it with which there is `enough`. To cut it exactly is left to those who want it so:
/// a guest without that is smaller.
pub(crate) fn shown<'run>(
    memory: &'run RunMemory,
    value: &dyn Display,
    enough: usize,
) -> &'run str {
    let mut text = Text {
        text: RunText::new(memory),
        enough,
    };
    // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
    let _ = write!(text, "{value}");
    text.text.finish()
}
