//! A growing text, natively.

use alloc::string::String;

use super::RunMemory;

/// A text that grows.
pub(crate) struct RunText(String);

impl RunText {
    pub(crate) const fn new() -> Self {
        Self(String::new())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds a part; returns whether there was memory for it.
    pub(crate) fn push(&mut self, part: &str) -> bool {
        self.0.push_str(part);
        true
    }

    pub(crate) fn finish(self, memory: &RunMemory) -> &str {
        memory.keep_text(&self.0)
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }
}
