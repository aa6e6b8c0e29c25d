//! Entries that keep equal declarations apart for linkers.
//!
//! Two crates may declare extensions in exactly the same words. A linker that optimises the whole
//! program merges equal entries, so a host would see one extension instead of two, and run either.
//! To keep them apart, an entry of another tag follows each, with a number derived from the place
//! of its declaration.

use super::TAG_ORIGIN;
use crate::layout::manifest as at;

/// Bytes that [`with_origin`] adds to an entry.
pub const ORIGIN_BYTES: usize = at::BODY + 4;

#[expect(clippy::cast_possible_truncation, reason = "nine")]
const SIZE: u32 = ORIGIN_BYTES as u32;

/// Returns an entry followed by one that identifies the place of its declaration: module, version
/// of the package, line, column. `N` is the entry's size plus [`ORIGIN_BYTES`].
///
/// # Panics
/// If `N` is another number; at compile time in a constant.
pub const fn with_origin<const N: usize>(
    entry: &[u8],
    module: &str,
    version: Option<&str>,
    place: (u32, u32),
) -> [u8; N] {
    let mut both = [0; N];
    let (declared, origin) = both.split_at_mut(entry.len());
    declared.copy_from_slice(entry);
    let (size, rest) = origin.split_at_mut(at::TAG);
    size.copy_from_slice(&SIZE.to_le_bytes());
    let (tag, body) = rest.split_at_mut(at::BODY - at::TAG);
    tag[0] = TAG_ORIGIN;
    let mut hash = hashed(0x811c_9dc5, module.as_bytes());
    if let Some(version) = version {
        hash = hashed(hash, version.as_bytes());
    }
    hash = hashed(hash, &place.0.to_le_bytes());
    hash = hashed(hash, &place.1.to_le_bytes());
    body.copy_from_slice(&hash.to_le_bytes());
    both
}

/// Continues an FNV-1a hash over these bytes.
const fn hashed(mut hash: u32, bytes: &[u8]) -> u32 {
    let mut rest = bytes;
    while let [byte, behind @ ..] = rest {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        rest = behind;
    }
    hash
}
