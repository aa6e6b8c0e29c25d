//! The part of a table that a read visits.

use std::fmt::{self, Display, Formatter};
use std::ops::Bound;

use heeus_abi::{KeyRef, Malformed, RecordRef, Storage, check_record};

use super::declared::Declared;
use super::error::{Invalid, ReadError};
use super::fields::Want;
use super::section::{KEYS, WithSection};
use super::sort_key::SortKey;
use crate::storage::ScanRange;

/// The sort keys of a read: a start, an end and an order.
pub(super) struct Span {
    from: SortKey,
    until: Option<SortKey>,
    is_reverse: bool,
}

/// The reason why the range of a key is refused.
#[derive(Debug)]
pub(super) enum RangeError {
    /// A bound is not a record.
    Malformed(Malformed),
    /// A bound is a record, but not of leading key fields.
    Bound(Invalid),
    /// A bound does not begin with the fields of the key.
    Outside(String),
    /// The storage has no order.
    NoOrder(Storage),
}

impl Span {
    /// The elements under a partial key of at least this many fields that its range wants; `None`
    /// if there can be none.
    #[inline]
    pub(super) fn of(
        declared: &Declared,
        key: &KeyRef<'_>,
        least: usize,
    ) -> Result<Option<Self>, ReadError> {
        let mut prefix = SortKey::new();
        declared.write_sort_key(key.record, Want::Leading(least), &mut prefix)?;
        let mut until = prefix.clone();
        let span = Self {
            until: until.pass().then_some(until),
            from: prefix,
            is_reverse: key.range.is_reverse,
        };
        if key.range.is_all() {
            return Ok(Some(span));
        }
        span.within(declared, key, least)
    }

    /// The part within the bounds of the key's range.
    #[inline(never)]
    fn within(
        mut self,
        declared: &Declared,
        key: &KeyRef<'_>,
        least: usize,
    ) -> Result<Option<Self>, ReadError> {
        let prefix = self.from.clone();
        let place = |bound: &[u8]| -> Result<SortKey, RangeError> {
            let mut place = SortKey::new();
            check_record(bound).map_err(RangeError::Malformed)?;
            let record = RecordRef::trusted(bound);
            declared
                .write_sort_key(record, Want::Leading(least), &mut place)
                .map_err(RangeError::Bound)?;
            if place.starts_with(&prefix) {
                return Ok(place);
            }
            Err(RangeError::Outside(declared.entity.name.clone()))
        };
        let mut has_start = true;
        match key.range.lower {
            Bound::Unbounded => {}
            Bound::Included(bound) => self.from = place(bound)?,
            Bound::Excluded(bound) => {
                self.from = place(bound)?;
                has_start = self.from.pass();
            }
        }
        match key.range.upper {
            Bound::Unbounded => {}
            Bound::Excluded(bound) => self.until = Some(place(bound)?),
            Bound::Included(bound) => {
                let mut end = place(bound)?;
                self.until = end.pass().then_some(end);
            }
        }
        if let Some(after) = key.range.after {
            let mut after = place(after)?;
            if self.is_reverse {
                let is_less = |until: &SortKey| *after < **until;
                if self.until.as_ref().is_none_or(is_less) {
                    self.until = Some(after);
                }
            } else {
                has_start &= after.pass();
                if *after > *self.from {
                    self.from = after;
                }
            }
        }
        Ok(has_start.then_some(self))
    }

    /// The range of the table.
    #[inline]
    pub(super) fn range(&self) -> ScanRange<'_> {
        ScanRange {
            from: &self.from,
            until: self.until.as_deref(),
            is_reverse: self.is_reverse,
        }
    }
}

impl Display for RangeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => write!(f, "a bound of the range: {malformed}"),
            Self::Bound(invalid) => write!(f, "a bound of the range: {invalid}"),
            Self::Outside(entity) => write!(
                f,
                "{entity}: a bound of the range does not begin with the fields of the key"
            ),
            Self::NoOrder(storage) => {
                write!(
                    f,
                    "{storage}: its elements have no order, so there are no ranges"
                )
            }
        }
    }
}

impl From<RangeError> for ReadError {
    fn from(error: RangeError) -> Self {
        let section = match &error {
            // Its text names the section.
            RangeError::Malformed(_) => None,
            RangeError::Bound(invalid) => Some(invalid.section()),
            RangeError::Outside(_) | RangeError::NoOrder(_) => Some(KEYS),
        };
        Self::invalid_key(WithSection(error, section))
    }
}
