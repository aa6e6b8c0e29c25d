//! Reading a record whose fields are known when code is compiled.

use crate::bytes::{slice_at, u64_at};
use crate::layout::{field, record};
use crate::{Mark, RecordRef};

/// What a field has in a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// Whether it is there.
    pub is_there: bool,
    /// The scalar, or the place of the payload for [`RecordRef::payload`]. Where the field has another type than its
    /// mark, the number of that type.
    pub bits: u64,
}

impl RecordRef<'_> {
    /// Looks fields up, one slot for each mark; marks stand in the order of their names.
    ///
    /// Where the record has just these fields, each is found at once; fields that nobody asks for are passed over. Returns the
    /// place of the first mark that does not fit: the field must be there and is not, or it is there and has another type.
    #[inline]
    pub fn slots(&self, marks: &[Mark], slots: &mut [Slot]) -> Option<usize> {
        let record = self.as_bytes();
        let table = slice_at(record, record::TABLE, self.len() * field::ENTRY);
        let (mut rest, _) = table.unwrap_or_default().as_chunks::<{ field::ENTRY }>();
        for (at, (mark, slot)) in marks.iter().zip(slots).enumerate() {
            *slot = Slot::default();
            // Those that come before an earlier field are not looked at again.
            let mut here = rest;
            let fits = loop {
                let [entry, after @ ..] = here else {
                    break mark.is_optional();
                };
                let word = u64_at(entry, 0).unwrap_or(0);
                if mark.is_at(record, word) {
                    slot.is_there = true;
                    rest = after;
                    let ty = entry[field::TYPE];
                    if !mark.is_of(ty) {
                        slot.bits = ty.into();
                        break false;
                    }
                    slot.bits = u64_at(entry, field::SLOT).unwrap_or(0);
                    break true;
                }
                here = after;
            };
            if !fits {
                return Some(at);
            }
        }
        None
    }
}
