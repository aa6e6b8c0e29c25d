//! Storages: ordered tables of bytes behind one trait.
//!
//! A storage has tables, sort keys and elements; [`state`](crate::state) gives them a meaning.
//! Tests use [`MemoryStorage`]; `DurableStorage`, behind the feature `durable`, keeps everything in
//! a directory; [`FailingStorage`] wraps another storage and fails on demand.

mod batch;
#[cfg(feature = "durable")]
mod durable;
mod element;
mod failing;
mod memory;
mod range;
mod shared;
mod tree;

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

pub use batch::{Batch, Put, Write};
#[cfg(feature = "durable")]
pub use durable::DurableStorage;
pub use element::Element;
pub use failing::{FailingStorage, Failures};
pub use memory::MemoryStorage;
pub(crate) use range::pass_prefix;
pub use range::{ScanRange, after_prefix};
pub use shared::{ReadStorage, SharedStorage};

/// One ordered table of a storage, as [`Storage::table`] returned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

impl TableId {
    /// A placeholder for a missing table: it is empty in every snapshot, and no batch can write to
    /// it.
    pub const ABSENT: Self = Self(u32::MAX);
    /// The first number of placeholders for missing tables.
    const FIRST_ABSENT: u32 = 1 << 31;

    /// A placeholder for one of many missing tables, each with its own number; it works like
    /// [`ABSENT`](Self::ABSENT).
    pub(crate) fn absent(number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Self(Self::FIRST_ABSENT.saturating_add(number))
    }

    /// The table of this number in a storage, `None` if there are too many.
    fn numbered(number: usize) -> Option<Self> {
        let number = u32::try_from(number).ok()?;
        (number < Self::FIRST_ABSENT).then_some(Self(number))
    }

    /// Returns whether it is a placeholder for a missing table.
    pub const fn is_absent(self) -> bool {
        self.0 >= Self::FIRST_ABSENT
    }
}

/// A storage that keeps elements in tables, ordered by bytes.
pub trait Storage: Send + Sync {
    /// Returns the table of this name, and creates it if it is missing. The same name gives the
    /// same table.
    ///
    /// # Errors
    /// [`StorageError`] if it can neither be found nor created.
    fn table(&mut self, name: &str) -> Result<TableId, StorageError>;

    /// Finds the table of this name, if there is one.
    fn find(&self, name: &str) -> Option<TableId>;

    /// Returns all tables in their present state; later writes do not show in it.
    fn snapshot(&self) -> Arc<dyn Snapshot>;

    /// Writes a batch, in order. Writes all of it or, if it returns an error, nothing.
    ///
    /// # Errors
    /// [`StorageError`] if the batch cannot be written.
    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError>;

    /// Returns whether synced writes survive the end of the process.
    fn is_durable(&self) -> bool {
        false
    }

    /// Makes everything applied so far survive a crash of the process and of the machine. Does
    /// nothing in a storage that is not [durable](Self::is_durable). A crash before a sync may
    /// remove batches, the last ones first and each as a whole.
    ///
    /// # Errors
    /// [`StorageError`] if the writes may not survive. They still show in snapshots then, but
    /// cannot be relied on: the storage must be opened anew.
    fn sync(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

impl<S: Storage + ?Sized> Storage for Box<S> {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        (**self).table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        (**self).find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        (**self).snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        (**self).apply(batch)
    }

    fn is_durable(&self) -> bool {
        (**self).is_durable()
    }

    fn sync(&self) -> Result<(), StorageError> {
        (**self).sync()
    }
}

/// The content of a storage at one moment. A table that did not exist then is empty.
pub trait Snapshot: Send + Sync {
    /// Returns the element under an sort key.
    ///
    /// # Errors
    /// [`StorageError`] if the table cannot be read.
    fn get(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, StorageError>;

    /// Visits the elements whose sort keys are in `range`, in its order, until there are no more or
    /// the visitor breaks. The cost depends on the elements that are visited, not on those before
    /// them.
    ///
    /// # Errors
    /// [`StorageError`] if the table cannot be read; some elements may have been visited before.
    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError>;
}

/// The visitor of a scan, which is called for each element.
pub type Visit<'a> = dyn FnMut(&Element) -> ControlFlow<()> + 'a;

/// Returns whether a table has no elements.
pub(crate) fn is_empty(snapshot: &dyn Snapshot, table: TableId) -> Result<bool, StorageError> {
    let mut is_empty = true;
    snapshot.scan(table, &ScanRange::ALL, &mut |_| {
        is_empty = false;
        ControlFlow::Break(())
    })?;
    Ok(is_empty)
}

/// Visits the elements whose sort keys begin with `prefix`, in order.
pub(crate) fn scan_prefix(
    snapshot: &dyn Snapshot,
    table: TableId,
    prefix: &[u8],
    visit: &mut Visit<'_>,
) -> Result<(), StorageError> {
    let until = after_prefix(prefix);
    let range = ScanRange {
        from: prefix,
        until: until.as_deref(),
        ..ScanRange::ALL
    };
    snapshot.scan(table, &range, visit)
}

/// A failure of a storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageError {
    /// The operation that failed: "get", "scan", "apply", ..
    pub doing: &'static str,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "storage failed to {}: {}", self.doing, self.reason)
    }
}

impl std::error::Error for StorageError {}
