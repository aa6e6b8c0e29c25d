//! A text that grows, where run memory does not.

use alloc::string::String;

use super::RunMemory;

/// A text that grows and then lives as long as the run.
pub(crate) struct RunText<'run> {
    memory: &'run RunMemory,
    text: String,
}

impl<'run> RunText<'run> {
    pub(crate) fn new(memory: &'run RunMemory) -> Self {
        Self {
            memory,
            text: String::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// A part that there is no room for is left out: what is shown may be that there is no room.
    pub(crate) fn push(&mut self, part: &str) {
        if self.text.try_reserve(part.len()).is_ok() {
            self.text.push_str(part);
        }
    }

    pub(crate) fn finish(self) -> &'run str {
        if self.text.is_empty() {
            return "";
        }
        super::text(self.memory.keep(self.text.as_bytes()))
    }
}
