//! Reading a record whose fields are known when code is compiled.

use crate::bytes::{slice_at, u64_at};
use crate::layout::{field, record};
use crate::{Mark, RecordRef};

/// What a field has in a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// Whether it is there.
    pub is_there: bool,
    /// The scalar, or the place of the payload for [`RecordRef::payload`].
    pub bits: u64,
}

/// What is wrong with a field that was asked for, by the place of its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It must be there and is not.
    Absent(usize),
    /// It has another type.
    NotOfType(usize),
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
        for (at, (mark, slot)) in marks.iter().zip(slots).enumerate() {
            // Those that come before an earlier field are not looked at again.
            let found = rest.iter().position(|entry| is_named(record, entry, mark));
            *slot = Slot::default();
            let Some(found) = found else {
                if mark.is_optional() {
                    continue;
                }
                return Err(Wrong::Absent(at));
            };
            if let Some((entry, after)) = rest.get(found..).and_then(<[_]>::split_first) {
                rest = after;
                if !mark.is_of(entry[field::TYPE]) {
                    return Err(Wrong::NotOfType(at));
                }
                slot.is_there = true;
                slot.bits = u64_at(entry, field::SLOT).unwrap_or(0);
            }
        }
        Ok(())
    }
}

/// Whether an entry is that of a field of this name.
#[inline]
fn is_named(record: &[u8], entry: &[u8; field::ENTRY], mark: &Mark) -> bool {
    let word = u64_at(entry, 0).unwrap_or(0);
    let name = mark.name().as_bytes();
    let at = (word >> (8 * field::NAME_OFFSET)) as usize;
    mark.is_like(word) && (name.len() <= 4 || slice_at(record, at, name.len()) == Some(name))
}
