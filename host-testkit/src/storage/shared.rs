//! One storage for a writer and readers on other threads.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Batch, Snapshot, Storage, StorageError, TableId};

/// A storage that one thread writes and others read. Clones speak of the same storage.
///
/// What the writer applied since [`begin_group`](Self::begin_group) does not show to readers before
/// [`end_group`](Self::end_group): they see only what has become durable.
#[derive(Clone)]
pub struct SharedStorage {
    shared: Arc<RwLock<Shared>>,
}

/// What readers have of a [`SharedStorage`]. It takes no batches and makes no tables: one that is not there is empty.
#[derive(Clone)]
pub struct ReadStorage {
    storage: SharedStorage,
    /// What is seen instead of what is there now.
    pinned: Arc<Mutex<Option<Arc<dyn Snapshot>>>>,
}

struct Shared {
    storage: Box<dyn Storage>,
    /// What readers see while a group is open.
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

    /// What readers have.
    pub fn reader(&self) -> ReadStorage {
        ReadStorage {
            storage: self.clone(),
            pinned: Arc::default(),
        }
    }

    /// Hides from readers what is applied from now on. A storage that is not durable hides nothing.
    pub fn begin_group(&self) {
        let mut shared = self.write();
        if shared.settled.is_none() && shared.storage.is_durable() {
            shared.settled = Some(shared.storage.snapshot());
        }
    }

    /// Shows all that was applied.
    pub fn end_group(&self) {
        self.write().settled = None;
    }

    /// What a panic leaves is whole: a storage applies all of a batch or nothing.
    fn read(&self) -> RwLockReadGuard<'_, Shared> {
        self.shared.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Shared> {
        self.shared.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReadStorage {
    /// Lets snapshots show what is there now until [`unpin`](Self::unpin): tables that are looked up meanwhile are in it, or
    /// empty. Clones have the same pin.
    pub fn pin(&self) {
        let now = self.latest();
        *self.lock() = Some(now);
    }

    /// Lets snapshots show what is there when they are made.
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
