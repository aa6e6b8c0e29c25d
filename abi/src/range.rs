//! Ranges: the elements under a partial key that a read wants, and their order.

use core::ops::Bound;

use crate::Malformed;
use crate::bytes::{slice_at, u32_at};
use crate::layout::{self, range};

/// The elements under a partial key that a read wants, and their order.
///
/// A bound has the bytes of a record of key fields, which the host checks when it reads. A bound of
/// fewer fields than the key includes or excludes all elements under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRange<'a> {
    /// The bound before the first element, in key order.
    pub lower: Bound<&'a [u8]>,
    /// The bound after the last element, in key order.
    pub upper: Bound<&'a [u8]>,
    /// True if the read begins with the last element.
    pub is_reverse: bool,
}

/// The numbers that say how a bound is meant.
const UNBOUNDED: u8 = 0;
const INCLUDED: u8 = 1;
const EXCLUDED: u8 = 2;

impl<'a> KeyRange<'a> {
    /// All elements in key order: a key block has no range.
    pub const ALL: Self = Self {
        lower: Bound::Unbounded,
        upper: Bound::Unbounded,
        is_reverse: false,
    };

    /// Returns whether it is the range of all elements in key order.
    pub const fn is_all(&self) -> bool {
        matches!(
            (self.lower, self.upper, self.is_reverse),
            (Bound::Unbounded, Bound::Unbounded, false)
        )
    }

    /// Bytes of both bounds.
    pub fn bound_bytes(&self) -> usize {
        parts(self.lower).1.len() + parts(self.upper).1.len()
    }

    /// Checks the range behind the record of a key block. The bounds are not checked.
    pub(crate) fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let malformed = |part, at, expected| Err(Malformed { part, at, expected });
        let (Some(header), true) = (
            bytes.first_chunk::<{ range::LOWER }>(),
            layout::gap(bytes.len()) == 0,
        ) else {
            return malformed("key range", 0, "a multiple of 8 bytes, at least 8");
        };
        let order = header[range::ORDER];
        let kinds = (header[range::LOWER_KIND], header[range::UPPER_KIND]);
        if order > 1 || (order == 0 && kinds == (UNBOUNDED, UNBOUNDED)) {
            return malformed("key range order", range::ORDER, "1, or 0 and a bound");
        }
        if header[range::RESERVED] != 0 {
            return malformed("key range header", range::RESERVED, "zero");
        }
        let length = u32_at(header, range::LOWER_LEN).unwrap_or(u32::MAX) as usize;
        let end = range::LOWER.saturating_add(length);
        let padded = end.saturating_add(layout::gap(end));
        let (Some(lower), Some(gap), Some(upper)) = (
            slice_at(bytes, range::LOWER, length),
            bytes.get(end..padded),
            bytes.get(padded..),
        ) else {
            return malformed(
                "key range lower bound",
                range::LOWER_LEN,
                "an end within the key",
            );
        };
        if gap.iter().any(|&byte| byte != 0) {
            return malformed("key range lower bound", end, "zeros up to a multiple of 8");
        }
        let (Some(lower), Some(upper)) = (bound(kinds.0, lower), bound(kinds.1, upper)) else {
            return malformed(
                "key range bound",
                range::LOWER_KIND,
                "0 and no bytes, 1 or 2",
            );
        };
        Ok(Self {
            lower,
            upper,
            is_reverse: order == 1,
        })
    }
}

fn bound(kind: u8, bytes: &[u8]) -> Option<Bound<&[u8]>> {
    match kind {
        UNBOUNDED if bytes.is_empty() => Some(Bound::Unbounded),
        INCLUDED => Some(Bound::Included(bytes)),
        EXCLUDED => Some(Bound::Excluded(bytes)),
        _ => None,
    }
}

/// The number of a bound, and its bytes.
pub(crate) const fn parts(bound: Bound<&[u8]>) -> (u8, &[u8]) {
    match bound {
        Bound::Unbounded => (UNBOUNDED, &[]),
        Bound::Included(bytes) => (INCLUDED, bytes),
        Bound::Excluded(bytes) => (EXCLUDED, bytes),
    }
}
