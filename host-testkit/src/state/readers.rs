//! Readers that are used again: most runs begin on the state that the run before them saw.

use std::sync::Arc;

use heeus_abi::Kind;

use super::limits::StateLimits;
use super::reader::{Inputs, Reader};
use super::schema::Schema;
use crate::storage::{Nothing, Snapshot, Storage};

/// The reader of the last run.
pub(super) struct Readers {
    spare: Option<Reader>,
    /// Whether the storage is newer than what the spare reader sees.
    stale: bool,
    /// What the spare reader sees then, so that the storage need not copy what it changes.
    nothing: Arc<dyn Snapshot>,
}

impl Default for Readers {
    fn default() -> Self {
        Self {
            spare: None,
            stale: true,
            nothing: Nothing::snapshot(),
        }
    }
}

impl Readers {
    /// A reader for a new run.
    #[inline]
    pub(super) fn begin(
        &mut self,
        kind: Kind,
        (schema, inputs): (&Arc<Schema>, &Arc<Inputs>),
        limits: StateLimits,
        storage: &dyn Storage,
    ) -> Reader {
        let spare = self.spare.take();
        let renewed = spare.and_then(|spare| spare.renew(kind, schema, inputs, limits));
        let stale = std::mem::replace(&mut self.stale, false);
        let reader = match renewed {
            Some(reader) if stale => reader.over(storage.snapshot()),
            reader => reader,
        };
        reader.unwrap_or_else(|| Reader::new(kind, schema, storage.snapshot(), inputs, limits))
    }

    /// Takes the reader of a run that is over.
    pub(super) fn keep(&mut self, reader: Reader) {
        self.spare = Some(reader);
    }

    /// Lets go of what the storage is about to change.
    pub(super) fn release(&mut self) {
        self.stale = true;
        let spare = self.spare.take();
        self.spare = spare.and_then(|spare| spare.over(Arc::clone(&self.nothing)));
    }
}
