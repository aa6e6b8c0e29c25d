//! Names of fields in table entries.

use crate::FieldType;
use crate::bytes::{slice_at, u16_at, u32_at};
use crate::layout::field;

/// Returns the first four bytes of a name as a table entry has them, read as a little-endian
/// number.
#[inline]
pub(crate) const fn prefix(name: &str) -> u32 {
    let first = match name.as_bytes() {
        [a, b, c, d, ..] => [*a, *b, *c, *d],
        [a, b, c] => [*a, *b, *c, 0],
        [a, b] => [*a, *b, 0, 0],
        [a] => [*a, 0, 0, 0],
        [] => [0; 4],
    };
    u32::from_le_bytes(first)
}

/// Returns the first word of the table entry of a field, whose name begins at `name_at`.
#[inline]
pub(crate) const fn entry_word(prefix: u32, name: &str, ty: FieldType, name_at: usize) -> u64 {
    prefix as u64
        | (ty as u64) << (8 * field::TYPE)
        | (name.len() as u64) << (8 * field::NAME_LEN)
        | (name_at as u64) << (8 * field::NAME_OFFSET)
}

/// Returns whether an entry of the table of `record` has this name, whose prefix is `prefix`.
// The name is behind two references so that it is read only if its prefix fits.
#[inline]
pub(crate) fn is_name_of(
    entry: &[u8; field::ENTRY],
    record: &[u8],
    prefix: u32,
    name: &&str,
) -> bool {
    if u32_at(entry, field::PREFIX) != Some(prefix) {
        return false;
    }
    let length = name.len();
    if usize::from(entry[field::NAME_LEN]) != length {
        return false;
    }
    if length <= 4 {
        return true;
    }
    let at = u16_at(entry, field::NAME_OFFSET).unwrap_or(0);
    let found = slice_at(record, at.into(), length);
    // Most names end within their second four bytes.
    found.is_some_and(|found| {
        tail(found) == tail(name.as_bytes()) && (length <= 8 || found == name.as_bytes())
    })
}

/// Returns the last four bytes of a name, read as a little-endian number; 0 for a shorter name.
#[inline]
const fn tail(name: &[u8]) -> u32 {
    match name {
        [.., a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}
