//! What a run is going to write: one batch, and where in it each key is.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::storage::{Batch, Put, TableId, Write};

/// The writes of a run, each found again by its key.
#[derive(Debug, Default)]
pub(super) struct Pending {
    batch: Batch,
    /// Hash of table and ordered key to the latest write of that hash.
    latest: HashMap<u64, usize>,
    /// For each write the one before it of the same hash.
    before: Vec<Option<usize>>,
    hasher: RandomState,
}

impl Pending {
    /// The writes.
    pub(super) fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The latest write to this key.
    pub(super) fn find(&self, table: TableId, order: &[u8]) -> Option<Put<'_>> {
        if self.before.is_empty() {
            return None;
        }
        let mut next = self.latest.get(&self.hash(table, order)).copied();
        while let Some(at) = next {
            match self.batch.get(at)? {
                Write::Put(put) if put.table == table && put.order() == order => return Some(put),
                _ => next = self.before.get(at).copied()?,
            }
        }
        None
    }

    /// Adds a write: the bytes of the records of key and value, and the ordered key.
    pub(super) fn put(&mut self, table: TableId, key: &[u8], value: &[u8], order: &[u8]) {
        let at = self.batch.len();
        let hash = self.hash(table, order);
        self.before.push(self.latest.insert(hash, at));
        self.batch.put(table, key, value, order);
    }

    /// Forgets all and keeps the room.
    pub(super) fn clear(&mut self) {
        self.batch.reset();
        self.latest.clear();
        self.before.clear();
    }

    fn hash(&self, table: TableId, order: &[u8]) -> u64 {
        self.hasher.hash_one((table, order))
    }
}
