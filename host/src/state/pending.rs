//! The pending writes of a run: one batch, and the place of each key in it.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use heeus_abi::RecordRef;

use super::intents::{KEPT_PLACES, KEPT_ROOM};
use crate::storage::{Batch, Put, TableId, Write};

/// The writes of a run, each found again by its key.
#[derive(Debug, Default)]
pub(super) struct Pending<S = RandomState> {
    batch: Batch,
    /// The latest write of each hash of table and sort key.
    latest: HashMap<u64, usize>,
    /// The previous write with the same hash, for each write.
    before: Vec<Option<usize>>,
    /// Number and bytes of the writes that the run did not ask for.
    beside: (usize, usize),
    hasher: S,
}

impl<S: BuildHasher> Pending<S> {
    /// The writes.
    pub(super) fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The writes, to add some that no run searches for.
    pub(super) fn batch_mut(&mut self) -> &mut Batch {
        &mut self.batch
    }

    /// The latest write to this key.
    pub(super) fn find(&self, table: TableId, sort_key: &[u8]) -> Option<Put<'_>> {
        if self.before.is_empty() {
            return None;
        }
        let mut next = self.latest.get(&self.hash(table, sort_key)).copied();
        while let Some(at) = next {
            match self.batch.get(at)? {
                Write::Put(put) if put.table == table && put.sort_key() == sort_key => {
                    return Some(put);
                }
                _ => next = self.before.get(at).copied()?,
            }
        }
        None
    }

    /// Adds a write: the bytes of the records of key and value, and the sort key.
    pub(super) fn put(&mut self, table: TableId, key: &[u8], value: &[u8], sort_key: &[u8]) {
        let at = self.batch.len();
        let hash = self.hash(table, sort_key);
        self.before.push(self.latest.insert(hash, at));
        self.batch.put(table, key, value, sort_key);
    }

    /// Adds a write that belongs to another one, with an empty key record.
    pub(super) fn put_beside(&mut self, table: TableId, value: &[u8], sort_key: &[u8]) {
        let before = self.batch.bytes();
        self.put(table, RecordRef::empty().as_bytes(), value, sort_key);
        self.beside.0 += 1;
        self.beside.1 += self.batch.bytes() - before;
    }

    /// Number of writes of the run.
    pub(super) fn written(&self) -> usize {
        self.before.len() - self.beside.0
    }

    /// Bytes of the writes of the run.
    pub(super) fn bytes(&self) -> usize {
        self.batch.bytes() - self.beside.1
    }

    /// Drops all writes and keeps the capacity that a usual run needs.
    pub(super) fn clear(&mut self) {
        self.batch.reset(KEPT_ROOM);
        self.latest.clear();
        if self.latest.capacity() > KEPT_PLACES {
            self.latest.shrink_to(KEPT_PLACES);
        }
        self.beside = (0, 0);
        self.before.clear();
        self.before.shrink_to(KEPT_PLACES);
    }

    fn hash(&self, table: TableId, sort_key: &[u8]) -> u64 {
        self.hasher.hash_one((table, sort_key))
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasherDefault, Hasher};

    use super::Pending;
    use crate::storage::TableId;

    /// A hasher with which everything collides.
    #[derive(Default)]
    struct Same;

    impl Hasher for Same {
        fn write(&mut self, _: &[u8]) {}

        fn finish(&self) -> u64 {
            7
        }
    }

    #[test]
    fn keys_of_the_same_hash_are_distinguished() {
        let mut pending = Pending::<BuildHasherDefault<Same>>::default();
        let places = [(0, b"a"), (0, b"b"), (1, b"a")].map(|(table, key)| (TableId(table), key));
        for (table, sort_key) in places {
            assert!(pending.find(table, sort_key).is_none());
            let value = [sort_key[0], b'0' + u8::try_from(table.0).unwrap_or(9)];
            pending.put(table, b"key", &value, sort_key);
        }
        pending.put(TableId(0), b"key", b"again", b"b");
        let values =
            places.map(|(table, sort_key)| pending.find(table, sort_key).map(|put| put.value()));
        assert_eq!(values, [Some(&b"a0"[..]), Some(b"again"), Some(b"a1")]);
        pending.clear();
        assert!(pending.find(TableId(0), b"a").is_none());
    }
}
