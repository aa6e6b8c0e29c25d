//! The result block of a run.

use heeus_abi::layout::outcome;
use heeus_abi::{EncodeError, OutcomeParts, Status, limits};

use super::{Left, Run};
use crate::arena::RunMemory;

impl<'run> Run<'run> {
    /// Builds the block. A run that leaves more than a block holds fails; its log lines stay.
    pub(super) fn settle(&'run self, left: &'run Left<'run>) {
        let (logs, log_count) = (left.take_logs.get())(&self.memory);
        let mut size = 0;
        loop {
            let mut to = self.memory.writer(size);
            to.at = outcome::INTENTS;
            let mut count = 0;
            if left.status.get() == Status::Ok {
                for intent in left.intents() {
                    count += 1;
                    intent.write(self, &mut to);
                }
            }
            // An intent that does not fit is found only when it is written.
            if left.status.get() != Status::Ok {
                (count, to.at) = (0, outcome::INTENTS);
            }
            let intents = to.at - outcome::INTENTS;
            if !logs.is_empty() {
                to.bytes(logs);
            }
            let text = left.text.get();
            to.bytes(text.as_bytes());
            to.pad();
            size = core::mem::replace(&mut to.at, 0);
            let parts = OutcomeParts {
                status: left.status.get(),
                code: left.code.get(),
                intent_count: count,
                log_count,
                log_bytes: logs,
                text,
            };
            to.words(parts.header(size, intents));
            if size > limits::MAX_BLOCK {
                left.status.set(Status::BadIntent);
                left.text.set(const { EncodeError::TooLarge.text() });
                size = 0;
            }
            if let Some(block) = RunMemory::keep_written(to, size)
                && size > 0
            {
                return left.block.set(block);
            }
        }
    }
}
