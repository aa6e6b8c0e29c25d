//! The limit on the growth of a guest.

use wasmtime::{ResourceLimiter, Result};

/// Bytes that an element of a table counts for: it is a pointer.
pub(super) const TABLE_ELEMENT: usize = size_of::<usize>();

/// Counts the bytes of memory and tables, refuses growth beyond the limit, and remembers the
/// refusal.
pub(super) struct Limiter {
    bytes: usize,
    memory: usize,
    tables: usize,
    refused: Option<usize>,
}

impl Limiter {
    pub(super) const fn new(bytes: usize) -> Self {
        Self {
            bytes,
            memory: 0,
            tables: 0,
            refused: None,
        }
    }

    /// Returns the bytes that the guest may have.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the bytes that it last wanted to have and did not get.
    pub(super) const fn refused(&self) -> Option<usize> {
        self.refused
    }

    /// Forgets the refusal.
    pub(super) const fn forget(&mut self) {
        self.refused = None;
    }

    /// Returns whether `memory` and `tables` bytes together are within the limit; counts them if
    /// they are.
    const fn admit(&mut self, memory: usize, tables: usize) -> bool {
        let wanted = memory.saturating_add(tables);
        let fits = wanted <= self.bytes;
        if fits {
            self.memory = memory;
            self.tables = tables;
        } else {
            self.refused = Some(wanted);
        }
        fits
    }
}

// If the machine fails to grow a table after the limiter admitted it, the growth stays counted: the
// machine does not report the table's size.
impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, _: usize, to: usize, most: Option<usize>) -> Result<bool> {
        // Growth beyond the module's own maximum is not refused by this limit.
        Ok(most.is_none_or(|most| to <= most) && self.admit(to, self.tables))
    }

    fn table_growing(&mut self, from: usize, to: usize, most: Option<usize>) -> Result<bool> {
        let more = to.saturating_sub(from).saturating_mul(TABLE_ELEMENT);
        let tables = self.tables.saturating_add(more);
        Ok(most.is_none_or(|most| to <= most) && self.admit(self.memory, tables))
    }

    fn instances(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_tables_share_the_limit() -> Result<()> {
        let mut limiter = Limiter::new(100_000);
        assert!(limiter.memory_growing(0, 65_536, None)?);
        assert!(limiter.table_growing(0, 4_000, None)?);
        assert!(!limiter.table_growing(4_000, 4_500, None)?);
        assert_eq!(limiter.refused(), Some(65_536 + 36_000));
        limiter.forget();
        assert!(!limiter.table_growing(4_000, usize::MAX, None)?);
        assert!(!limiter.memory_growing(65_536, 131_072, None)?);
        assert!(limiter.table_growing(4_000, 4_300, None)?);
        Ok(())
    }

    #[test]
    fn a_maximum_of_the_module_is_not_the_limit() -> Result<()> {
        let mut limiter = Limiter::new(1 << 20);
        assert!(!limiter.memory_growing(65_536, 131_072, Some(65_536))?);
        assert!(!limiter.table_growing(1, 2, Some(1))?);
        assert_eq!(limiter.refused(), None);
        Ok(())
    }
}
