//! Reads records whose fields are known at compile time.

use crate::bytes::{slice_at, u64_at};
use crate::layout::{field, record};
use crate::{FieldDesc, RecordRef};

/// The slot of a field in a record, if the record has the field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// True if the record has the field.
    pub is_present: bool,
    /// The scalar, or the place of the payload for [`RecordRef::payload`]. If the field has another
    /// type than its description, the number of that type.
    pub bits: u64,
}

impl RecordRef<'_> {
    /// Looks up fields, which must be in the order of their names, and sets one slot for each.
    ///
    /// If the record has exactly these fields, each is found without a search; other fields are
    /// skipped. Returns the index of the first field that does not fit: it is required and absent,
    /// or has another type.
    #[inline]
    pub fn slots(&self, fields: &[FieldDesc], slots: &mut [Slot]) -> Option<usize> {
        let record = self.as_bytes();
        let table = slice_at(record, record::TABLE, self.len() * field::ENTRY);
        let (mut rest, _) = table.unwrap_or_default().as_chunks::<{ field::ENTRY }>();
        for (at, (desc, slot)) in fields.iter().zip(slots).enumerate() {
            *slot = Slot::default();
            // Entries before an earlier field are not searched again.
            let mut here = rest;
            let fits = loop {
                let [entry, after @ ..] = here else {
                    break desc.is_optional();
                };
                if desc.is_at(record, entry) {
                    slot.is_present = true;
                    rest = after;
                    let ty = entry[field::TYPE];
                    if desc.ty() as u8 != ty {
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
