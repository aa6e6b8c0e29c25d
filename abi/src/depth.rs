//! Records inside records: how deep they may stand.

use crate::bytes::{slice_at, u32_at, u64_at};
use crate::layout::{array, field, record};
use crate::{ArrayRef, FieldType, RecordRef, limits};

impl RecordRef<'_> {
    /// Returns whether this record and those inside of it stand no deeper than
    /// [`MAX_DEPTH`](limits::MAX_DEPTH), where it stands `depth` deep itself.
    ///
    /// The work is bounded by the record's bytes, also where it is not canonical: then the answer may be `false`.
    pub fn fits_at(&self, depth: usize) -> bool {
        fits_at(self.as_bytes(), depth)
    }
}

impl ArrayRef<'_> {
    /// Returns the same of the records in this array, which stands in a field of a record that stands `depth` deep.
    pub fn fits_at(&self, depth: usize) -> bool {
        array_fits_at(self.as_bytes(), depth)
    }
}

// Once for all that calls it, since it calls itself.
#[inline(never)]
fn fits_at(bytes: &[u8], depth: usize) -> bool {
    if depth > limits::MAX_DEPTH {
        return false;
    }
    let count = RecordRef::trusted(bytes).len() * field::ENTRY;
    let table = slice_at(bytes, record::TABLE, count).unwrap_or_default();
    let (entries, _) = table.as_chunks::<{ field::ENTRY }>();
    // Payloads do not overlap, so no byte is walked twice at one depth.
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

/// The bytes that a slot leads to, which begin at `end` or behind it; `end` moves to theirs.
fn next<'a>(bytes: &'a [u8], slot: u64, end: &mut usize) -> Option<&'a [u8]> {
    let (at, length) = ((slot & 0xffff_ffff) as usize, (slot >> 32) as usize);
    if at < *end {
        return None;
    }
    *end = at.checked_add(length)?;
    slice_at(bytes, at, length)
}
