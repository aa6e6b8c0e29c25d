//! sys.WLog: events by their offsets.

use std::ops::Bound;

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{FieldType, KeyRange, KeyRef, RecordRef, Storage, Value, check_record};

use super::builtin::{self, Fixed};
use super::error::{Invalid, Part, ReadError};
use super::log_tables::LogTables;
use super::logged::of_event;
use super::range::RangeError;
use crate::storage::{Element, Snapshot, Visit};

const OFFSET: &str = "Offset";
const COUNT: &str = "Count";

/// The events that a key of sys.WLog names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WLogKey {
    /// The offset of the first event, in the order of the log.
    pub offset: Option<i64>,
    /// The offset of the last event, in the order of the log.
    pub last: i64,
    /// The largest number of events.
    pub count: usize,
    /// True if the last event comes first.
    pub is_reverse: bool,
}

impl From<RecordRef<'_>> for WLogKey {
    fn from(key: RecordRef<'_>) -> Self {
        let number = |name| match key.get(name) {
            Some(Value::I64(number)) => Some(number),
            _ => None,
        };
        let count = match number(COUNT) {
            Some(count @ 1..) => usize::try_from(count).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        Self {
            offset: number(OFFSET),
            last: i64::MAX,
            count,
            is_reverse: false,
        }
    }
}

impl WLogKey {
    /// The events that a read with this key wants.
    ///
    /// # Errors
    /// [`ReadError::InvalidKey`], if a bound of the range is not a record with an offset.
    pub fn of_read(key: &KeyRef<'_>) -> Result<Self, ReadError> {
        let mut events = Self::from(key.record);
        let KeyRange {
            lower,
            upper,
            after,
            is_reverse,
        } = key.range;
        events.is_reverse = is_reverse;
        let least = match lower {
            Bound::Unbounded => None,
            Bound::Included(bound) => Some(offset_in(bound)?),
            Bound::Excluded(bound) => Some(offset_in(bound)?.saturating_add(1)),
        };
        events.offset = events.offset.max(least);
        events.last = match upper {
            Bound::Unbounded => i64::MAX,
            Bound::Included(bound) => offset_in(bound)?,
            Bound::Excluded(bound) => offset_in(bound)?.saturating_sub(1),
        };
        if let Some(after) = after.map(offset_in).transpose()? {
            if is_reverse {
                events.last = events.last.min(after.saturating_sub(1));
            } else {
                events.offset = events.offset.max(Some(after.saturating_add(1)));
            }
        }
        Ok(events)
    }
}

/// The offset in a bound of a range.
fn offset_in(bound: &[u8]) -> Result<i64, RangeError> {
    check_record(bound).map_err(RangeError::Malformed)?;
    let log = builtin::fixed(Storage::WLog).ok_or(RangeError::NoOrder(Storage::WLog))?;
    whole(log, "", RecordRef::trusted(bound)).map_err(RangeError::Bound)
}

/// The log that a run sees; a state outside of any workspace has none.
#[derive(Clone, Copy)]
pub(super) struct WLog<'a> {
    pub(super) fixed: &'a Fixed,
    pub(super) tables: Option<LogTables>,
    pub(super) snapshot: &'a dyn Snapshot,
}

impl WLog<'_> {
    /// The event at an offset.
    pub(super) fn get(self, key: &KeyRef<'_>) -> Result<Option<Element>, ReadError> {
        let offset = whole(self.fixed, key.entity, key.record)?;
        self.event(offset)
    }

    /// Visits the events from the offset of the key on, within its range, at most the count that
    /// the key gives.
    pub(super) fn read(self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        self.fixed.check_key(key.entity, key.record)?;
        let events = WLogKey::of_read(key)?;
        // The offsets of a log run from 1 on without a gap.
        let (first, last) = (events.offset.unwrap_or(1).max(1), events.last);
        if !events.is_reverse {
            return self.visit((first..=last).take(events.count), visit);
        }
        let stored = match self.tables {
            Some(tables) => tables.last(self.snapshot)?,
            None => 0,
        };
        let offsets = (first..=last.min(stored)).rev();
        self.visit(offsets.take(events.count), visit)
    }

    /// Visits the events at these offsets, up to the first one without an event.
    fn visit(
        self,
        offsets: impl Iterator<Item = i64>,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        for offset in offsets {
            match self.event(offset)? {
                Some(element) if visit(&element).is_continue() => {}
                _ => break,
            }
        }
        Ok(())
    }

    fn event(self, offset: i64) -> Result<Option<Element>, ReadError> {
        let Some(tables) = self.tables else {
            return Ok(None);
        };
        let event = tables.get(self.snapshot, offset)?;
        let event = event.map(|event| of_event(offset, &event));
        Ok(event.transpose()?)
    }
}

/// The offset of a key that must have an offset, and nothing else.
pub(super) fn whole(fixed: &Fixed, entity: &str, key: RecordRef<'_>) -> Result<i64, Invalid> {
    fixed.check_key(entity, key)?;
    if key.find(COUNT).is_some() {
        return Err(Invalid::UnknownField {
            subject: Storage::WLog.name().into(),
            part: Part::Key,
            field: COUNT.into(),
            near: None,
            declared: vec![FieldDecl::new(OFFSET, FieldType::I64)],
        });
    }
    let offset = WLogKey::from(key).offset;
    offset.ok_or_else(|| fixed.key_misses(OFFSET))
}
