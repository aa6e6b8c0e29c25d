//! A growing text, natively: run memory itself cannot grow a block.

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

    pub(crate) fn push(&mut self, part: &str) {
        self.text.push_str(part);
    }

    pub(crate) fn finish(self) -> &'run str {
        self.memory.keep_text(&self.text)
    }
}
