//! A storage that keeps all of its earlier states: those that a crash may leave.

use std::sync::{Arc, Mutex};

use heeus_host::storage::{Batch, MemoryStorage, Snapshot, Storage, StorageError, TableId};

/// A storage in memory that keeps all of its earlier states, each with what `note` returned then.
pub struct History<N = ()> {
    now: MemoryStorage,
    states: States<N>,
    note: Box<dyn Fn() -> N + Send + Sync>,
}

/// The states of a storage after each write, and before a write if its note has changed since.
#[derive(Clone, Default)]
pub struct States<N = ()>(Arc<Mutex<Vec<(MemoryStorage, N)>>>);

impl<N: Clone> States<N> {
    pub fn with_notes(&self) -> Vec<(MemoryStorage, N)> {
        self.0.lock().unwrap().clone()
    }

    pub fn all(&self) -> Vec<MemoryStorage> {
        let states = self.with_notes().into_iter();
        states.map(|(state, _)| state).collect()
    }
}

impl History {
    pub fn new() -> (Self, States) {
        let states = States::default();
        (Self::noting(&states, || ()), states)
    }
}

impl<N> History<N> {
    pub fn noting(states: &States<N>, note: impl Fn() -> N + Send + Sync + 'static) -> Self {
        Self {
            now: MemoryStorage::new(),
            states: States(Arc::clone(&states.0)),
            note: Box::new(note),
        }
    }
}

impl<N: PartialEq + Send> Storage for History<N> {
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
        let mut states = self.states.0.lock().unwrap();
        let before = (self.note)();
        if states.last().is_none_or(|(_, last)| *last != before) {
            states.push((self.now.clone(), before));
        }
        self.now.apply(batch)?;
        states.push((self.now.clone(), (self.note)()));
        Ok(())
    }
}
