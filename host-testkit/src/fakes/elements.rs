//! Arranged elements of sys.WLog and sys.Uniq.

use std::collections::BTreeMap;

use heeus_abi::{KeyRef, RecordBuf, RecordBuilder, RecordRef, Storage, Value};
use heeus_host::state::{Invalid, ReadError, StateError, WLogKey};
use heeus_host::storage::Element;

use super::used::Used;

const OFFSET: &str = "Offset";

/// Arranged elements of sys.WLog and sys.Uniq.
#[derive(Default)]
pub(super) struct Elements {
    /// Events by their offsets.
    events: BTreeMap<i64, Element>,
    /// Set when a run reads the log, whatever it finds.
    events_used: Used,
    /// Ids by entity and the bytes of the key.
    ids: BTreeMap<(String, Vec<u8>), Element>,
    /// Set when a run looks up an id.
    ids_used: Used,
}

impl Elements {
    /// Puts an element in the place of the one under the same key. The returned flag says whether a
    /// run looked up anything in the storage: a test also arranges what a run must not find.
    pub(super) fn put(
        &mut self,
        (storage, entity): (Storage, &str),
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Used {
        let element = Element::new(key, value);
        if storage == Storage::WLog {
            let offset = WLogKey::from(key).offset.unwrap_or_default();
            self.events.insert(offset, element);
            self.events_used.clone()
        } else {
            let place = (entity.to_owned(), key.as_bytes().to_vec());
            self.ids.insert(place, element);
            self.ids_used.clone()
        }
    }

    pub(super) fn clear(&mut self, storage: Storage) {
        match storage {
            Storage::WLog => self.events.clear(),
            Storage::Uniq => self.ids.clear(),
            _ => {}
        }
    }

    /// The id of a key of sys.Uniq.
    pub(super) fn id(&self, key: &KeyRef<'_>) -> Option<Element> {
        let place = (key.entity.to_owned(), key.record.as_bytes().to_vec());
        self.ids_used.set();
        self.ids.get(&place).cloned()
    }

    /// Returns whether the test arranged ids of an entity.
    pub(super) fn has_ids(&self, entity: &str) -> bool {
        self.ids.keys().any(|(of, _)| of == entity)
    }

    /// The event of a key of sys.WLog.
    pub(super) fn event(&self, key: RecordRef<'_>) -> Option<Element> {
        self.events_used.set();
        self.events.get(&WLogKey::from(key).offset?).cloned()
    }

    /// The events from the offset of the key on, within its range, at most the count that the key
    /// gives.
    pub(super) fn events(&self, key: &KeyRef<'_>) -> Result<Vec<Element>, ReadError> {
        let wanted = WLogKey::of_read(key)?;
        self.events_used.set();
        let from = wanted.offset.unwrap_or(i64::MIN);
        if from > wanted.last {
            return Ok(Vec::new());
        }
        let events = self.events.range(from..=wanted.last);
        let events = events.map(|(_, element)| element.clone());
        Ok(if wanted.is_reverse {
            events.rev().take(wanted.count).collect()
        } else {
            events.take(wanted.count).collect()
        })
    }
}

/// The value of an event, with the offset of its key.
pub(super) fn event(key: RecordRef<'_>, value: RecordRef<'_>) -> Result<RecordBuf, StateError> {
    let mut fields = RecordBuilder::new();
    for field in value.fields() {
        fields.put(field.name, field.value);
    }
    match (WLogKey::from(key).offset, value.get(OFFSET)) {
        (Some(offset), None) => fields.put(OFFSET, Value::I64(offset)),
        (Some(offset), Some(Value::I64(found))) if found != offset => {
            return Err(StateError::from(Invalid::UnknownNumber {
                subject: Storage::WLog.name().into(),
                field: OFFSET.into(),
                expected: format!("{offset}, as in the key"),
                found,
            }));
        }
        _ => {}
    }
    Ok(fields.build()?)
}
