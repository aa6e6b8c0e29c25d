//! How much a guest may grow.

use wasmtime::{ResourceLimiter, Result};

/// The most elements of a table. A guest of the contract has one, for its function pointers.
const TABLE_ELEMENTS: usize = 1 << 20;

/// Refuses growth beyond the limit, and remembers that it did.
pub(super) struct Limiter {
    bytes: usize,
    refused: Option<usize>,
}

impl Limiter {
    pub(super) const fn new(bytes: usize) -> Self {
        Self {
            bytes,
            refused: None,
        }
    }

    /// Bytes of memory that the guest may have.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Bytes of memory that it last wanted and did not get.
    pub(super) const fn refused(&self) -> Option<usize> {
        self.refused
    }

    /// Forgets what was refused.
    pub(super) const fn forget(&mut self) {
        self.refused = None;
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let fits = desired <= self.bytes;
        if !fits {
            self.refused = Some(desired);
        }
        Ok(fits)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }

    fn instances(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }
}
