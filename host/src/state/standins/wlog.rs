//! sys.WLog: events by their offsets.

use std::collections::BTreeMap;

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{FieldType, KeyRef, RecordBuilder, RecordRef, Storage, Value};

use super::around::Around;
use crate::state::builtin::Fixed;
use crate::state::error::{Invalid, Part, ReadError};
use crate::state::log_tables::LogTables;
use crate::state::logged::{malformed, of_event};
use crate::storage::{Element, Visit};

const OFFSET: &str = "Offset";
const COUNT: &str = "Count";

/// The log of events.
#[derive(Clone, Default)]
pub(super) struct WLog(BTreeMap<i64, Element>);

impl WLog {
    /// Puts an event in the place of the one at the same offset. Its value need not have the
    /// offset.
    pub(super) fn put(
        &mut self,
        fixed: &Fixed,
        (entity, key): (&str, RecordRef<'_>),
        value: RecordRef<'_>,
    ) -> Result<(), Invalid> {
        let offset = whole(fixed, entity, key)?;
        let mut fields = RecordBuilder::new();
        for field in value.fields() {
            fields.put(field.name, field.value);
        }
        match value.get(OFFSET) {
            None => fields.put(OFFSET, Value::I64(offset)),
            Some(Value::I64(found)) if found != offset => {
                return Err(Invalid::UnknownNumber {
                    subject: Storage::WLog.name().into(),
                    field: OFFSET.into(),
                    expected: format!("{offset}, as in the key"),
                    found,
                });
            }
            Some(_) => {}
        }
        let value = fields.build().map_err(|_| malformed())?;
        fixed.check_value(value.as_ref())?;
        self.0.insert(offset, Element::new(key, value.as_ref()));
        Ok(())
    }

    /// All events in the order of their offsets.
    pub(super) fn all(&self) -> impl Iterator<Item = &Element> {
        self.0.values()
    }

    /// The event at an offset.
    pub(super) fn get(
        &self,
        fixed: &Fixed,
        key: &KeyRef<'_>,
        around: &Around<'_>,
    ) -> Result<Option<Element>, ReadError> {
        let offset = whole(fixed, key.entity, key.record)?;
        match around.log {
            None => Ok(self.0.get(&offset).cloned()),
            Some(log) => logged(log, around, offset),
        }
    }

    /// Visits the events from the offset of the key on, at most the count that the key gives.
    pub(super) fn read(
        &self,
        fixed: &Fixed,
        key: &KeyRef<'_>,
        around: &Around<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), ReadError> {
        fixed.check_key(key.entity, key.record)?;
        let from = number(key.record, OFFSET).unwrap_or(i64::MIN);
        let count = match number(key.record, COUNT) {
            Some(count @ 1..) => usize::try_from(count).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let Some(log) = around.log else {
            let mut events = self.0.range(from..).take(count);
            let _stopped_or_done = events.try_for_each(|(_, element)| visit(element));
            return Ok(());
        };
        // The offsets of a log run from 1 on without a gap.
        for offset in (from.max(1)..=i64::MAX).take(count) {
            match logged(log, around, offset)? {
                Some(element) if visit(&element).is_continue() => {}
                _ => break,
            }
        }
        Ok(())
    }
}

/// The event at an offset of a log.
fn logged(log: LogTables, around: &Around<'_>, offset: i64) -> Result<Option<Element>, ReadError> {
    let event = log.get(around.snapshot, offset)?;
    let event = event.map(|event| of_event(offset, &event));
    Ok(event.transpose()?)
}

/// The offset of a key that must have an offset, and nothing else.
fn whole(fixed: &Fixed, entity: &str, key: RecordRef<'_>) -> Result<i64, Invalid> {
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
    number(key, OFFSET).ok_or_else(|| fixed.key_misses(OFFSET))
}

fn number(key: RecordRef<'_>, name: &str) -> Option<i64> {
    match key.get(name)? {
        Value::I64(number) => Some(number),
        _ => None,
    }
}
