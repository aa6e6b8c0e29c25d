//! The fault block, which a guest leaves when it traps on purpose.

use crate::bytes::u32_at;
use crate::layout::fault;
use crate::{FaultCause, UnknownCode};

/// The fault block. Addresses and lengths come from the guest: check them against its memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultBlock {
    /// The cause of the trap.
    pub cause: FaultCause,
    /// Line in the source file, 0 for none.
    pub line: u32,
    /// Column in that line, 0 for none.
    pub column: u32,
    /// Address and bytes of the source file's name.
    pub file: (u32, u32),
    /// Address and bytes of the text.
    pub text: (u32, u32),
    /// Address and bytes of the run's log lines.
    pub logs: (u32, u32),
    /// Bytes of the last allocation that failed, 0 for none.
    pub failed_alloc: u32,
}

impl FaultBlock {
    /// Reads the block. Returns `Ok(None)` if the guest set no cause: the trap was then not on
    /// purpose.
    ///
    /// # Errors
    /// [`UnknownCode`] for a cause that the contract does not have.
    pub fn read(bytes: &[u8; fault::BYTES]) -> Result<Option<Self>, UnknownCode> {
        let word = |at| u32_at(bytes, at).unwrap_or(0);
        let cause = match word(fault::CAUSE) {
            0 => return Ok(None),
            cause => FaultCause::try_from(cause)?,
        };
        Ok(Some(Self {
            cause,
            line: word(fault::LINE),
            column: word(fault::COLUMN),
            file: (word(fault::FILE_PTR), word(fault::FILE_LEN)),
            text: (word(fault::TEXT_PTR), word(fault::TEXT_LEN)),
            logs: (word(fault::LOG_PTR), word(fault::LOG_LEN)),
            failed_alloc: word(fault::FAILED_ALLOC),
        }))
    }

    /// Returns the block's bytes.
    pub fn to_bytes(&self) -> [u8; fault::BYTES] {
        let mut bytes = [0; fault::BYTES];
        let words = [
            self.cause.number(),
            self.line,
            self.column,
            self.file.0,
            self.file.1,
            self.text.0,
            self.text.1,
            self.logs.0,
            self.logs.1,
            self.failed_alloc,
        ];
        for (to, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        bytes
    }
}
