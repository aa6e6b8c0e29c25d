//! A storage that keeps all of its earlier states: those that a crash may leave.

use std::sync::{Arc, Mutex};

use heeus_host::storage::{Batch, MemoryStorage, Snapshot, Storage, StorageError, TableId};

/// A storage in memory that keeps all of its earlier states.
pub struct History {
    now: MemoryStorage,
    states: States,
}

/// The states of a storage after each write.
#[derive(Clone, Default)]
pub struct States(Arc<Mutex<Vec<MemoryStorage>>>);

impl States {
    pub fn all(&self) -> Vec<MemoryStorage> {
        self.0.lock().unwrap().clone()
    }
}

impl History {
    pub fn new() -> (Self, States) {
        let states = States::default();
        let history = Self {
            now: MemoryStorage::new(),
            states: states.clone(),
        };
        (history, states)
    }
}

impl Storage for History {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.now.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.now.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.now.snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.now.apply(batch)?;
        self.states.0.lock().unwrap().push(self.now.clone());
        Ok(())
    }
}
