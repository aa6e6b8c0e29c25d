//! Names of fields in table entries.

use crate::FieldType;
use crate::bytes::{slice_at, u16_at, u32_at};
use crate::layout::field;

/// Returns the first four bytes of a name as a table entry has them, read as a little-endian
/// number.
#[inline]
pub(crate) const fn prefix(name: &str) -> u32 {
    let name = name.as_bytes();
    if let Some(first) = name.first_chunk() {
        return u32::from_le_bytes(*first);
    }
    u32::from_le_bytes(match name {
        [a, b, c, ..] => [*a, *b, *c, 0],
        [a, b] => [*a, *b, 0, 0],
        [a] => [*a, 0, 0, 0],
        [] => [0; 4],
    })
}

/// Returns whether a name has a NUL.
pub(crate) fn has_nul(name: &str) -> bool {
    !is_without_zero(name.as_bytes()) && name.bytes().any(|byte| byte == 0)
}

/// Returns whether a name has 1 to 16 bytes and no NUL. The compiler knows the answer for a
/// literal, so that a guest does not check its names at run time.
#[inline]
pub const fn is_usual_name(name: &str) -> bool {
    match name.as_bytes() {
        [] => false,
        [a] => *a != 0,
        [a, b] => *a != 0 && *b != 0,
        [a, b, c] => *a != 0 && *b != 0 && *c != 0,
        longer => is_without_zero(longer),
    }
}

/// Returns whether these are 4 to 16 bytes without a zero. It has no loop, so that the compiler
/// evaluates it: so many bytes are their first four or eight, and as many at the end.
#[inline]
const fn is_without_zero(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return bytes.len() <= 16 && !has_zero(first) && !has_zero(last);
    }
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return false;
    };
    let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
    !has_zero(first as u64 | (last as u64) << 32)
}

/// Returns whether one of eight bytes is zero: only then a subtraction of 1 from each sets a
/// highest bit that was not set before.
#[inline]
const fn has_zero(bytes: u64) -> bool {
    bytes.wrapping_sub(0x0101_0101_0101_0101) & !bytes & 0x8080_8080_8080_8080 != 0
}

/// Returns the first word of the table entry of a field, whose name begins at `name_at`.
#[inline]
pub(crate) const fn entry_word(prefix: u32, name: &str, ty: FieldType, name_at: usize) -> u64 {
    const NAME_LEN: usize = 8 * (field::NAME_LEN - field::TYPE);
    const NAME_OFFSET: usize = 8 * (field::NAME_OFFSET - field::TYPE);
    let rest = ty as usize | name.len() << NAME_LEN | name_at << NAME_OFFSET;
    prefix as u64 | (rest as u64) << (8 * field::TYPE)
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
