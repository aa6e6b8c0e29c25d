//! Entries that no linker takes for one.
//!
//! Two crates may declare extensions that are the same to the letter. A linker that optimises the whole program takes equal
//! entries for one, so a host would see one extension where there are two, and run either. An entry of another tag behind
//! each, with a number made of the place where it stands, keeps them apart.

use super::TAG_ORIGIN;
use crate::layout::manifest as at;

/// Bytes that [`with_origin`] adds to an entry.
pub const ORIGIN_BYTES: usize = at::BODY + 4;

#[expect(clippy::cast_possible_truncation, reason = "nine")]
const SIZE: u32 = ORIGIN_BYTES as u32;

/// An entry, and behind it one that tells the place where it was declared: module, version of the package, line, column.
/// `N` is the entry's size and [`ORIGIN_BYTES`].
///
/// # Panics
/// Where `N` is another number: at compile time, in a constant.
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

/// FNV-1a.
const fn hashed(mut hash: u32, bytes: &[u8]) -> u32 {
    let mut rest = bytes;
    while let [byte, behind @ ..] = rest {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        rest = behind;
    }
    hash
}
