//! Ranges of reads.

use crate::{BlockWriter, KeyRange};

/// Writes a range, with zeros up to a multiple of 8. It must not be the range of all elements.
pub fn write_range(range: &KeyRange<'_>, to: &mut BlockWriter<'_>) {
    let parts = range.parts();
    let [lower, upper, after] = parts;
    let kinds = [u8::from(range.is_reverse), lower.0, upper.0, after.0];
    to.pair(u32::from_le_bytes(kinds) as usize, lower.1.len());
    to.pair(upper.1.len(), after.1.len());
    for (_, bound) in parts {
        to.bytes(bound);
        to.pad();
    }
}
