//! Reuse of readers: most runs begin on the same state as the run before them.

use std::sync::Arc;

use heeus_abi::Kind;

use super::limits::StateLimits;
use super::reader::{Reader, Seen};
use super::schema::Schema;
use super::standins::{Arranged, Made};
use crate::storage::Storage;

/// The reader of the last run, as long as the storage has not changed since.
#[derive(Default)]
pub(super) struct Readers {
    spare: Option<Reader>,
}

impl Readers {
    /// Returns a reader for a new run, and sets `made` to the list for its requests.
    #[inline]
    pub(super) fn begin(
        &mut self,
        kind: Kind,
        (schema, arranged): (&Arc<Schema>, &Arc<Arranged>),
        made: &mut Arc<Made>,
        limits: &StateLimits,
        storage: &dyn Storage,
    ) -> Reader {
        if made.any() {
            *made = Arc::default();
        }
        let spare = self.spare.take();
        let seen = Seen::of(schema, arranged, made);
        if let Some(renewed) = spare.and_then(|spare| spare.renew(kind, seen, limits)) {
            return renewed;
        }
        // If a reader of an earlier run still exists, its requests stay in the list of that run.
        if Arc::strong_count(made) > 1 {
            *made = Arc::default();
        }
        let seen = Seen::of(schema, arranged, made);
        Reader::new(kind, seen, storage.snapshot(), *limits)
    }

    /// Takes the reader of a run that has ended.
    #[inline]
    pub(super) fn keep(&mut self, reader: Reader) {
        self.spare = Some(reader);
    }

    /// Drops the reader before a change of the storage, so that the storage need not copy.
    pub(super) fn release(&mut self) {
        self.spare = None;
    }
}
