//! Reuse of readers: most runs begin on the same state as the run before them.

use std::sync::Arc;

use heeus_abi::Kind;

use super::context::Context;
use super::inputs::RunInputs;
use super::limits::StateLimits;
use super::reader::Reader;
use super::schema::Schema;
use crate::storage::Storage;

/// The reader of the last run, as long as the storage has not changed since.
#[derive(Default)]
pub(super) struct Readers {
    spare: Option<Reader>,
}

impl Readers {
    /// Returns a reader for a new run.
    #[inline]
    pub(super) fn begin(
        &mut self,
        run: (Kind, &RunInputs),
        seen: (&Arc<Schema>, &Arc<Context>),
        limits: &StateLimits,
        storage: &dyn Storage,
    ) -> Reader {
        let spare = self.spare.take();
        if let Some(renewed) = spare.and_then(|spare| spare.renew(run, seen, limits)) {
            return renewed;
        }
        Reader::new(run, seen, storage.snapshot(), *limits)
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
