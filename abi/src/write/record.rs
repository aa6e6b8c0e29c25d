//! Records.

use crate::layout::{ALIGN, field, gap, record};
use crate::name::{entry_word, prefix};
use crate::write::head_bytes;
use crate::{BlockWriter, EncodeError, Field, limits};

/// A field for a new record: its name and its value.
pub trait Entry: Copy {
    /// True if the number of fields and the length of their names are known to fit.
    const FITS: bool;

    /// Returns the name; `None` if there is no field.
    fn name(&self) -> Option<&str>;

    /// Returns the first word of the table entry, with the name at this place.
    fn word(&self, name_at: usize) -> u64;

    /// Returns the slot of a scalar; `None` if there is a payload.
    fn slot(&self) -> Option<u64>;

    /// Writes the payload, without the zeros after it.
    fn write(&self, to: &mut BlockWriter<'_>);
}

/// A field that is known only at run time. Its name and value were checked before.
impl Entry for Field<'_> {
    const FITS: bool = false;

    #[inline]
    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    #[inline]
    fn word(&self, name_at: usize) -> u64 {
        entry_word(
            prefix(self.name),
            self.name,
            self.value.field_type(),
            name_at,
        )
    }

    #[inline]
    fn slot(&self) -> Option<u64> {
        self.value.slot()
    }

    #[inline]
    fn write(&self, to: &mut BlockWriter<'_>) {
        to.bytes(self.value.payload());
    }
}

/// Writes a record. Its fields must be in the order of their names.
pub fn write_record<E: Entry>(fields: impl Iterator<Item = E> + Clone, to: &mut BlockWriter<'_>) {
    if !to.check_depth() {
        return;
    }
    let start = to.at;
    let (mut count, mut names) = (0_usize, 0);
    for entry in fields.clone() {
        if let Some(name) = entry.name() {
            count += 1;
            names += name.len();
        }
    }
    let mut name_at = start + head_bytes(count, 0);
    let end = name_at + names;
    if !E::FITS && (count > limits::MAX_FIELDS || end - start > limits::MAX_HEAD) {
        to.refuse(const { EncodeError::TooManyFields.text() });
    }
    // Zeros behind the names; all bytes before them are written below.
    to.skip(end - start + gap(end));
    to.patch(to.at - ALIGN, 0);
    let mut at = start + record::TABLE;
    for entry in fields {
        let Some(name) = entry.name() else {
            continue;
        };
        let slot = if let Some(slot) = entry.slot() {
            slot
        } else {
            let payload = to.at;
            entry.write(to);
            let length = to.at - payload;
            to.pad();
            (payload - start) as u64 | (length as u64) << 32
        };
        to.patch_two(at, entry.word(name_at - start), slot);
        at += field::ENTRY;
        name_at = to.bytes_at(name_at, name.as_bytes());
    }
    to.patch_pair(start, to.at - start, count);
}

/// Replaces the scalar in the field at this index of a record; the type stays the same. Returns
/// `None` if there is no such field.
#[inline]
pub fn set_slot(record: &mut [u8], index: usize, slot: u64) -> Option<()> {
    let at = record::TABLE + index.checked_mul(field::ENTRY)? + field::SLOT;
    *record.get_mut(at..)?.first_chunk_mut()? = slot.to_le_bytes();
    Some(())
}
