//! Readers that are used again: most runs begin on the state that the run before them saw.

use std::sync::Arc;

use heeus_abi::Kind;

use super::limits::StateLimits;
use super::reader::{Reader, Seen};
use super::schema::Schema;
use super::standins::{Arranged, Made};
use crate::storage::Storage;

/// The reader of the last run, as long as the storage is as that run saw it.
#[derive(Default)]
pub(super) struct Readers {
    spare: Option<Reader>,
}

impl Readers {
    /// A reader for a new run, and in `made` where it leaves its requests.
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
        // A reader of an earlier run that is still there asks in that run.
        if Arc::strong_count(made) > 1 {
            *made = Arc::default();
        }
        let seen = Seen::of(schema, arranged, made);
        Reader::new(kind, seen, storage.snapshot(), *limits)
    }

    /// Takes the reader of a run that is over.
    #[inline]
    pub(super) fn keep(&mut self, reader: Reader) {
        self.spare = Some(reader);
    }

    /// Lets go of what the storage is about to change, so that it need not copy it.
    pub(super) fn release(&mut self) {
        self.spare = None;
    }
}
