//! A snapshot of nothing.

use std::sync::Arc;

use super::{Element, Snapshot, StorageError, TableId, Visit};

/// Holds no elements, whatever the table.
pub(crate) struct Nothing;

impl Nothing {
    /// As a snapshot.
    pub(crate) fn snapshot() -> Arc<dyn Snapshot> {
        Arc::new(Self)
    }
}

impl Snapshot for Nothing {
    fn get(&self, _: TableId, _: &[u8]) -> Result<Option<Element>, StorageError> {
        Ok(None)
    }

    fn scan(&self, _: TableId, _: &[u8], _: &mut Visit<'_>) -> Result<(), StorageError> {
        Ok(())
    }
}
