//! Reads records whose fields are known at compile time.

use crate::bytes::slice_at;
use crate::layout::{field, record};
use crate::record::RawField;
use crate::{FieldDesc, RecordRef};

/// A search for fields of a record, in the order of their names.
#[derive(Debug, Clone)]
pub struct FieldFinder<'a> {
    record: &'a [u8],
    /// The entries behind the field that was found last.
    rest: &'a [[u8; field::ENTRY]],
}

impl<'a> RecordRef<'a> {
    /// Starts a search for fields.
    #[inline]
    pub fn finder(&self) -> FieldFinder<'a> {
        let record = self.as_bytes();
        let table = slice_at(record, record::TABLE, self.len() * field::ENTRY);
        let (rest, _) = table.unwrap_or_default().as_chunks();
        FieldFinder { record, rest }
    }
}

impl<'a> FieldFinder<'a> {
    /// Finds the field of this name, whatever its type is; `None` if it is absent. Fields must be
    /// asked for in the order of their names.
    ///
    /// If the record has exactly these fields, each is found without a search; other fields are
    /// skipped.
    #[inline]
    pub fn find(&mut self, desc: &FieldDesc) -> Option<RawField<'a>> {
        // Entries before an earlier field are not searched again.
        let mut here = self.rest;
        while let [entry, after @ ..] = here {
            here = after;
            if desc.is_at(self.record, entry) {
                self.rest = after;
                return Some(RawField::new(self.record, entry));
            }
        }
        None
    }
}
