//! Names of fields, as table entries show them.

use crate::bytes::{slice_at, u32_at};
use crate::layout::field;

/// What of an entry's first word tells the name: its first four bytes and its length.
const NAME: u64 = 0xffff_ffff | 0xff << (8 * field::NAME_LEN);

/// The first four bytes of a name as they stand in a table entry, read little-endian.
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

/// What the first word of an entry shows of a name.
#[inline]
pub(crate) const fn name_word(name: &str) -> u64 {
    prefix(name) as u64 | (name.len() as u64) << (8 * field::NAME_LEN)
}

/// The last four bytes of a name that has more than four.
#[inline]
pub(crate) const fn tail(name: &str) -> u32 {
    match name.as_bytes() {
        [.., a, b, c, d] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// Returns whether `word` is the first word of the entry of a name, in a record with these bytes.
/// `wanted` is a first word of the name, and `tail` gives its [tail].
// The name is read where its first word fits, and no sooner: so it comes by two references.
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
