//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use core::fmt::{Result, Write};

use super::{RunMemory, RunText};

/// A text being told, until there is enough.
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

    pub(crate) fn finish(self) -> &'run str {
        self.text.finish()
    }
}

impl Write for Text<'_> {
    fn write_str(&mut self, part: &str) -> Result {
        self.push(part);
        Ok(())
    }
}

/// The text of `value`, up to the part of it with which there is `enough`. To cut it exactly is left to those who want it so:
/// a guest without that is smaller.
#[cfg(any(
    all(target_arch = "wasm32", feature = "panic-message"),
    feature = "log"
))]
pub(crate) fn shown<'run>(
    memory: &'run RunMemory,
    value: &dyn core::fmt::Display,
    enough: usize,
) -> &'run str {
    let mut text = Text::new(memory, enough);
    // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
    let _ = write!(text, "{value}");
    text.finish()
}
