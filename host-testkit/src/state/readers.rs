//! Readers that are used again: most runs begin on the state that the run before them saw.

use heeus_abi::Kind;

use super::limits::StateLimits;
use super::reader::{Reader, Seen};
use crate::storage::Storage;

/// The reader of the last run, as long as the storage is as that run saw it.
#[derive(Default)]
pub(super) struct Readers {
    spare: Option<Reader>,
}

impl Readers {
    /// A reader for a new run.
    #[inline]
    pub(super) fn begin(
        &mut self,
        kind: Kind,
        seen: Seen<'_>,
        limits: &StateLimits,
        storage: &dyn Storage,
    ) -> Reader {
        let spare = self.spare.take();
        let renewed = spare.and_then(|spare| spare.renew(kind, seen, limits));
        renewed.unwrap_or_else(|| Reader::new(kind, seen, storage.snapshot(), *limits))
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
