//! Reading a record whose fields are known when code is compiled.

use crate::bytes::{slice_at, u64_at};
use crate::layout::{field, record};
use crate::record::has_rest;
use crate::{Mark, RecordRef};

/// What a field has in a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// Whether it is there.
    pub is_there: bool,
    /// The scalar, or the place of the payload for [`RecordRef::payload`].
    pub bits: u64,
}

/// What is wrong with a field that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It must be there and is not.
    Absent(Mark),
    /// It has another type.
    NotOfType(Mark),
}

impl RecordRef<'_> {
    /// Looks fields up, one slot for each mark; marks stand in the order of their names.
    ///
    /// Where the record has just these fields, each is found at once; fields that nobody asks for are passed over.
    ///
    /// # Errors
    /// The first field that must be there and is not, or has another type.
    #[inline(never)]
    pub fn slots(&self, marks: &[Mark], slots: &mut [Slot]) -> Result<(), Wrong> {
        let record = self.as_bytes();
        let table = slice_at(record, record::TABLE, self.len() * field::ENTRY);
        let (mut rest, _) = table.unwrap_or_default().as_chunks::<{ field::ENTRY }>();
        for (mark, slot) in marks.iter().zip(slots) {
            // Those that come before an earlier field are not looked at again.
            let mut here = rest;
            let found = loop {
                let [entry, after @ ..] = here else {
                    break None;
                };
                let word = u64_at(entry, 0).unwrap_or(0);
                if mark.is_like(word) && has_rest(record, word, mark.name()) {
                    rest = after;
                    break Some(entry);
                }
                here = after;
            };
            *slot = match found {
                None if mark.is_optional() => Slot::default(),
                None => return Err(Wrong::Absent(*mark)),
                Some(entry) if !mark.is_of(entry[field::TYPE]) => {
                    return Err(Wrong::NotOfType(*mark));
                }
                Some(entry) => Slot {
                    is_there: true,
                    bits: u64_at(entry, field::SLOT).unwrap_or(0),
                },
            };
        }
        Ok(())
    }
}
