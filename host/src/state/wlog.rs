//! sys.WLog: events by their offsets.

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{FieldType, KeyRef, RecordRef, Storage, Value};

use super::builtin::Fixed;
use super::error::{Invalid, Part, ReadError};
use super::log_tables::LogTables;
use super::logged::of_event;
use crate::storage::{Element, Snapshot, Visit};

const OFFSET: &str = "Offset";
const COUNT: &str = "Count";

/// The events that a key of sys.WLog names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WLogKey {
    /// The offset of the first event.
    pub offset: Option<i64>,
    /// The largest number of events.
    pub count: usize,
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
            count,
        }
    }
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

    /// Visits the events from the offset of the key on, at most the count that the key gives.
    pub(super) fn read(self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        self.fixed.check_key(key.entity, key.record)?;
        let WLogKey { offset, count } = key.record.into();
        // The offsets of a log run from 1 on without a gap.
        for offset in (offset.unwrap_or(1).max(1)..=i64::MAX).take(count) {
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
