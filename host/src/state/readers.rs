//! Reuse of readers: most runs begin on the same state as the run before them.

use std::sync::Arc;

use heeus_abi::ExtensionKind;

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
    /// True if the storage has not changed since a run began.
    is_fresh: bool,
}

impl Readers {
    /// Returns a reader for a new run.
    #[inline]
    pub(super) fn begin(
        &mut self,
        run: (ExtensionKind, &RunInputs),
        seen: (&Arc<Schema>, &Arc<Context>),
        limits: &StateLimits,
        storage: &dyn Storage,
    ) -> Reader {
        let spare = self.spare.take();
        self.is_fresh = true;
        if let Some(renewed) = spare.and_then(|spare| spare.renew(run, seen, limits)) {
            return renewed;
        }
        Reader::new(run, seen, storage.snapshot(), *limits)
    }

    /// Takes the reader of a run that has ended.
    #[inline]
    pub(super) fn keep(&mut self, reader: Reader) {
        self.spare = self.is_fresh.then_some(reader);
    }

    /// Drops the reader before a change of the storage, so that the storage need not copy, and that
    /// of a run that is still on when it ends.
    pub(super) fn release(&mut self) {
        self.spare = None;
        self.is_fresh = false;
    }
}
