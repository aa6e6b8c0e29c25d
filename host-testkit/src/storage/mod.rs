//! Keeping elements: ordered tables of bytes behind one trait.
//!
//! A storage knows tables, ordered keys and elements; what they mean is the business of
//! [`state`](crate::state). [`MemoryStorage`] is the one that tests use; `DurableStorage`, behind the feature
//! `durable`, keeps everything in a directory; [`FailingStorage`] wraps another and fails when told to.

mod batch;
#[cfg(feature = "durable")]
mod durable;
mod element;
mod failing;
mod memory;
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
pub use shared::{ReadStorage, SharedStorage};

/// One ordered table of a storage, as [`Storage::table`] gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

impl TableId {
    /// Stands for a table that is not there: empty in every snapshot, and no batch can write to it.
    pub const ABSENT: Self = Self(u32::MAX);
    /// From here on numbers stand for tables that are not there.
    const FIRST_ABSENT: u32 = 1 << 31;

    /// One of many tables that are not there, each with a number of its own; all as [`ABSENT`](Self::ABSENT).
    pub(crate) fn absent(number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Self(Self::FIRST_ABSENT.saturating_add(number))
    }

    /// The table of this number among those of a storage, `None` where there are too many.
    fn numbered(number: usize) -> Option<Self> {
        let number = u32::try_from(number).ok()?;
        (number < Self::FIRST_ABSENT).then_some(Self(number))
    }

    /// Whether it stands for a table that is not there.
    pub const fn is_absent(self) -> bool {
        self.0 >= Self::FIRST_ABSENT
    }
}

/// Keeps elements in tables, ordered by bytes.
pub trait Storage: Send + Sync {
    /// The table of this name; it is made where there is none. The same name gives the same table.
    ///
    /// # Errors
    /// [`StorageError`] where it can neither be found nor made.
    fn table(&mut self, name: &str) -> Result<TableId, StorageError>;

    /// The table of this name, where there is one.
    fn find(&self, name: &str) -> Option<TableId>;

    /// All tables as they are now; what is applied later does not show in it.
    fn snapshot(&self) -> Arc<dyn Snapshot>;

    /// Writes a batch, in order. All of it is written or, where this is an error, nothing.
    ///
    /// # Errors
    /// [`StorageError`] where the batch cannot be written.
    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError>;

    /// Whether what is synced outlasts the process.
    fn is_durable(&self) -> bool {
        false
    }

    /// Makes all that was applied outlast a crash of the process and of the machine; where
    /// [`is_durable`](Self::is_durable) says that nothing does, there is nothing to be done. Before a sync a crash may take
    /// batches away, the last ones first and each as a whole.
    ///
    /// # Errors
    /// [`StorageError`] where it may not have become so. What was applied then still shows in snapshots, but cannot be
    /// relied on: the storage must be opened anew.
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

/// What a storage held at one moment. A table that was not there then is empty.
pub trait Snapshot: Send + Sync {
    /// The element under an ordered key.
    ///
    /// # Errors
    /// [`StorageError`] where the table cannot be read.
    fn get(&self, table: TableId, order: &[u8]) -> Result<Option<Element>, StorageError>;

    /// Visits the elements whose ordered keys begin with `prefix`, in order, until there are no more or
    /// the visitor breaks.
    ///
    /// # Errors
    /// [`StorageError`] where the table cannot be read; elements may have been visited before.
    fn scan(
        &self,
        table: TableId,
        prefix: &[u8],
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError>;
}

/// What a scan calls for each element.
pub type Visit<'a> = dyn FnMut(&Element) -> ControlFlow<()> + 'a;

/// A storage could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageError {
    /// What it was doing: "get", "scan", "apply", ..
    pub doing: &'static str,
    /// Why it failed.
    pub reason: String,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "storage failed to {}: {}", self.doing, self.reason)
    }
}

impl std::error::Error for StorageError {}
