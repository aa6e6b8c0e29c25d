//! Ranges of reads.

use crate::range::parts;
use crate::{BlockWriter, KeyRange};

/// Writes a range, with zeros up to a multiple of 8. It must not be the range of all elements.
pub fn write_range(range: &KeyRange<'_>, to: &mut BlockWriter<'_>) {
    let (lower_kind, lower) = parts(range.lower);
    let (upper_kind, upper) = parts(range.upper);
    let header = [u8::from(range.is_reverse), lower_kind, upper_kind, 0];
    to.pair(u32::from_le_bytes(header) as usize, lower.len());
    to.bytes(lower);
    to.pad();
    to.bytes(upper);
    to.pad();
}
