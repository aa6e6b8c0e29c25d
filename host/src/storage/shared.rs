//! One storage for a writer and readers on other threads.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Batch, Snapshot, Storage, StorageError, TableId};

/// A storage that one thread writes and others read. Clones share the storage.
///
/// Readers do not see the writes since [`begin_group`](Self::begin_group) before
/// [`end_group`](Self::end_group): they see only what has become durable.
#[derive(Clone)]
pub struct SharedStorage {
    shared: Arc<RwLock<Shared>>,
}

/// The view that readers have of a [`SharedStorage`]. It accepts no batches and creates no tables:
/// a missing table is empty.
#[derive(Clone)]
pub struct ReadStorage {
    storage: SharedStorage,
    /// The snapshot that readers see instead of the present one.
    pinned: Arc<Mutex<Option<Arc<dyn Snapshot>>>>,
}

struct Shared {
    storage: Box<dyn Storage>,
    /// The snapshot that readers see while a group is open.
    settled: Option<Arc<dyn Snapshot>>,
}

impl SharedStorage {
    /// Shares a storage.
    pub fn new(storage: Box<dyn Storage>) -> Self {
        let shared = Shared {
            storage,
            settled: None,
        };
        Self {
            shared: Arc::new(RwLock::new(shared)),
        }
    }

    /// Creates a view for readers.
    pub fn reader(&self) -> ReadStorage {
        ReadStorage {
            storage: self.clone(),
            pinned: Arc::default(),
        }
    }

    /// Hides later writes from readers. A storage that is not durable hides nothing.
    pub fn begin_group(&self) {
        let mut shared = self.write();
        if shared.settled.is_none() && shared.storage.is_durable() {
            shared.settled = Some(shared.storage.snapshot());
        }
    }

    /// Shows all writes to readers.
    pub fn end_group(&self) {
        self.write().settled = None;
    }

    /// A panic leaves a whole state: a storage applies all of a batch or nothing.
    fn read(&self) -> RwLockReadGuard<'_, Shared> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Shared> {
        self.shared.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReadStorage {
    /// Fixes the content of snapshots to the present one until [`unpin`](Self::unpin): a table that
    /// is looked up meanwhile is in it, or empty. Clones share the pin.
    pub fn pin(&self) {
        let now = self.latest();
        *self.lock() = Some(now);
    }

    /// Lets each snapshot show the content at its creation again.
    pub fn unpin(&self) {
        *self.lock() = None;
    }

    fn latest(&self) -> Arc<dyn Snapshot> {
        let shared = self.storage.read();
        match &shared.settled {
            Some(settled) => Arc::clone(settled),
            None => shared.storage.snapshot(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<dyn Snapshot>>> {
        self.pinned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for SharedStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.write().storage.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.read().storage.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.read().storage.snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.write().storage.apply(batch)
    }

    fn is_durable(&self) -> bool {
        self.read().storage.is_durable()
    }

    fn sync(&self) -> Result<(), StorageError> {
        self.read().storage.sync()
    }
}

impl Storage for ReadStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        Ok(self.find(name).unwrap_or(TableId::ABSENT))
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.storage.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        match &*self.lock() {
            Some(pinned) => Arc::clone(pinned),
            None => self.latest(),
        }
    }

    fn apply(&mut self, _: &Batch) -> Result<(), StorageError> {
        Err(StorageError {
            doing: "apply",
            reason: "it is there for reading".into(),
        })
    }
}
