//! The depth of records inside records, and its limit.

use crate::bytes::{slice_at, u32_at, u64_at};
use crate::layout::{array, field, record};
use crate::{ArrayRef, FieldType, RecordRef, limits};

impl RecordRef<'_> {
    /// Returns whether this record, at depth `depth`, and all records in it are at most
    /// [`MAX_DEPTH`](limits::MAX_DEPTH) deep.
    ///
    /// The work is bounded by the record's bytes even if it is not canonical; the result may then
    /// be `false`.
    pub fn fits_at(&self, depth: usize) -> bool {
        fits_at(self.as_bytes(), depth)
    }
}

impl ArrayRef<'_> {
    /// Returns whether all records in this array are at most [`MAX_DEPTH`](limits::MAX_DEPTH) deep,
    /// if the array is in a field of a record at depth `depth`.
    pub fn fits_at(&self, depth: usize) -> bool {
        array_fits_at(self.as_bytes(), depth)
    }
}

// One copy for all callers, since the function is recursive.
#[inline(never)]
fn fits_at(bytes: &[u8], depth: usize) -> bool {
    if depth > limits::MAX_DEPTH {
        return false;
    }
    let count = RecordRef::trusted(bytes).len() * field::ENTRY;
    let table = slice_at(bytes, record::TABLE, count).unwrap_or_default();
    let (entries, _) = table.as_chunks::<{ field::ENTRY }>();
    // Payloads do not overlap, so no byte is visited twice at one depth.
    let mut end = 0;
    entries.iter().all(|entry| {
        let ty = entry[field::TYPE];
        if ty < FieldType::Record as u8 {
            return true;
        }
        let slot = u64_at(entry, field::SLOT).unwrap_or(0);
        let Some(payload) = next(bytes, slot, &mut end) else {
            return false;
        };
        if ty == FieldType::Record as u8 {
            fits_at(payload, depth + 1)
        } else {
            array_fits_at(payload, depth)
        }
    })
}

fn array_fits_at(bytes: &[u8], depth: usize) -> bool {
    if bytes.get(array::TYPE) != Some(&(FieldType::Record as u8)) {
        return true;
    }
    let count = u32_at(bytes, array::COUNT).unwrap_or(0) as usize;
    let mut end = 0;
    (0..count).all(|index| {
        let slot = u64_at(bytes, array::ITEMS + index * array::ENTRY);
        let item = slot.and_then(|slot| next(bytes, slot, &mut end));
        item.is_some_and(|item| fits_at(item, depth + 1))
    })
}

/// Returns the payload of a slot, which must begin at or after `end`, and moves `end` to the
/// payload's end.
fn next<'a>(bytes: &'a [u8], slot: u64, end: &mut usize) -> Option<&'a [u8]> {
    let (at, length) = ((slot & 0xffff_ffff) as usize, (slot >> 32) as usize);
    if at < *end {
        return None;
    }
    *end = at.checked_add(length)?;
    slice_at(bytes, at, length)
}
