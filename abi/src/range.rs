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
    /// The place that the read continues after, in its own order.
    pub after: Option<&'a [u8]>,
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
        after: None,
        is_reverse: false,
    };

    /// Returns whether it is the range of all elements in key order.
    pub const fn is_all(&self) -> bool {
        matches!(
            self,
            Self {
                lower: Bound::Unbounded,
                upper: Bound::Unbounded,
                after: None,
                is_reverse: false,
            }
        )
    }

    /// Bytes of all bounds.
    pub fn bound_bytes(&self) -> usize {
        self.parts().map(|(_, bytes)| bytes.len()).iter().sum()
    }

    /// The number and the bytes of each bound, in the order of the block.
    pub(crate) fn parts(&self) -> [(u8, &'a [u8]); 3] {
        let after = self.after.map_or(Bound::Unbounded, Bound::Included);
        [self.lower, self.upper, after].map(|bound| match bound {
            Bound::Unbounded => (UNBOUNDED, &[][..]),
            Bound::Included(bytes) => (INCLUDED, bytes),
            Bound::Excluded(bytes) => (EXCLUDED, bytes),
        })
    }

    /// Checks the range behind the record of a key block. The bytes of the bounds are not checked.
    pub(crate) fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let malformed = |part, at, expected| Err(Malformed { part, at, expected });
        let Some(header) = bytes.first_chunk::<{ range::BOUNDS }>() else {
            return malformed("key range header", 0, "16 bytes");
        };
        let order = header[range::ORDER];
        if order > 1 {
            return malformed("key range order", range::ORDER, "0 or 1");
        }
        let mut at = range::BOUNDS;
        let mut bounds = [Bound::Unbounded; 3];
        let places = [
            (range::LOWER_KIND, range::LOWER_LEN),
            (range::UPPER_KIND, range::UPPER_LEN),
            (range::AFTER_KIND, range::AFTER_LEN),
        ];
        for (bound, (kind, length)) in bounds.iter_mut().zip(places) {
            let number = header.get(kind).copied().unwrap_or(u8::MAX);
            let stated = u32_at(header, length).unwrap_or(u32::MAX) as usize;
            let end = at.saturating_add(stated);
            let padded = end.saturating_add(layout::gap(end));
            let (Some(part), Some(zeros)) = (slice_at(bytes, at, stated), bytes.get(end..padded))
            else {
                return malformed("key range bound size", length, "an end within the key");
            };
            if zeros.iter().any(|&byte| byte != 0) {
                return malformed("key range bound", end, "zeros up to a multiple of 8");
            }
            *bound = match number {
                UNBOUNDED if part.is_empty() => Bound::Unbounded,
                INCLUDED => Bound::Included(part),
                EXCLUDED if kind != range::AFTER_KIND => Bound::Excluded(part),
                _ => return malformed("key range bound kind", kind, "0 and no bytes, or a kind"),
            };
            at = padded;
        }
        let [lower, upper, after] = bounds;
        let range = Self {
            lower,
            upper,
            after: match after {
                Bound::Included(bytes) | Bound::Excluded(bytes) => Some(bytes),
                Bound::Unbounded => None,
            },
            is_reverse: order == 1,
        };
        if at != bytes.len() {
            return malformed("key range end", at, "no bytes after the last bound");
        }
        if range.is_all() {
            return malformed("key range", 0, "a bound, or the order 1");
        }
        Ok(range)
    }
}
