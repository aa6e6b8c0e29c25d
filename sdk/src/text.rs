//! Values shown as text, through one writer: each more costs a guest some hundred bytes.

use alloc::string::String;
use core::fmt::{Display, Result, Write};

struct Text {
    text: String,
    most: usize,
}

impl Write for Text {
    fn write_str(&mut self, part: &str) -> Result {
        if self.text.len() < self.most {
            self.text.push_str(part);
        }
        Ok(())
    }
}

/// The text of `value`; one that reaches `most` bytes ends with the part that does.
pub(crate) fn shown(value: &dyn Display, most: usize) -> String {
    let mut text = Text { text: String::new(), most };
    // Writing here does not fail; where the value's own `Display` does, what it wrote stays.
    let _ = write!(text, "{value}");
    text.text
}
