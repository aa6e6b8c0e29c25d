//! Names of fields in table entries.

use crate::bytes::{slice_at, u32_at};
use crate::layout::field;

/// The bits of an entry's first word that depend on the name: its first four bytes and its length.
const NAME: u64 = 0xffff_ffff | 0xff << (8 * field::NAME_LEN);

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

/// Returns the bits that a name gives to the first word of its entry.
#[inline]
pub(crate) const fn name_word(name: &str) -> u64 {
    prefix(name) as u64 | (name.len() as u64) << (8 * field::NAME_LEN)
}

/// Returns the last four bytes of a name of more than four bytes.
#[inline]
pub(crate) const fn tail(name: &str) -> u32 {
    match name.as_bytes() {
        [.., a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// Returns whether `word`, from the table of `record`, is the first word of the entry of a name.
/// `wanted` is a first word of the name, and `tail` returns its [tail].
// The name is behind two references so that it is read only if its first word fits.
#[inline]
pub(crate) fn is_name_at(
    record: &[u8],
    word: u64,
    wanted: u64,
    tail: impl FnOnce() -> u32,
    name: &&str,
) -> bool {
    if (word ^ wanted) & NAME != 0 {
        return false;
    }
    let length = name.len();
    if length <= 4 {
        return true;
    }
    let at = (word >> (8 * field::NAME_OFFSET)) as usize;
    // Most names end within their second four bytes.
    u32_at(record, at + length - 4) == Some(tail())
        && (length <= 8 || slice_at(record, at, length) == Some(name.as_bytes()))
}
