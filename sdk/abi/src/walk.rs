//! Reading a record whose fields are known, in the order of their names.

use crate::bytes::{slice_at, u64_at};
use crate::layout::{field, record};
use crate::record::has_rest;
use crate::{LookUp, Mark, RecordRef};

/// A record on its way through a reader that asks for fields in the order of their names.
///
/// Where the record has just the fields that are asked for, each is found at once; fields that nobody asks for are passed
/// over.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    record: RecordRef<'a>,
    /// The entries that were not passed yet.
    rest: &'a [[u8; field::ENTRY]],
}

impl<'a> Walk<'a> {
    /// Begins at the first field.
    #[inline]
    pub fn new(record: RecordRef<'a>) -> Self {
        let table = slice_at(
            record.as_bytes(),
            record::TABLE,
            record.len() * field::ENTRY,
        );
        let (rest, _) = table.unwrap_or_default().as_chunks();
        Self { record, rest }
    }

    /// The record.
    #[inline]
    pub const fn record(&self) -> RecordRef<'a> {
        self.record
    }

    /// The slot of a field. Marks are given in the order of their names: what comes before an earlier one is not looked
    /// at again.
    #[inline(never)]
    pub fn next(&mut self, mark: &Mark) -> LookUp {
        let mut rest = self.rest;
        while let [entry, after @ ..] = rest {
            let word = u64_at(entry, 0).unwrap_or(0);
            if mark.is_like(word) && has_rest(self.record.as_bytes(), word, mark.name()) {
                self.rest = after;
                if !mark.is_of(entry[field::TYPE]) {
                    return LookUp::NotOfType;
                }
                return LookUp::Slot(u64_at(entry, field::SLOT).unwrap_or(0));
            }
            rest = after;
        }
        LookUp::Absent
    }
}
