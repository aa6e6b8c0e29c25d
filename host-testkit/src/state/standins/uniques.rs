//! sys.Uniq: unique fields of record entities to the ids of records.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{KeyRef, RecordBuilder, RecordRef, Value};

use super::Around;
use crate::state::error::{Invalid, ReadError};
use crate::state::schema::{Declared, Schema};
use crate::storage::Element;

/// Field that tells whether a record is one that counts.
const IS_ACTIVE: &str = "sys.IsActive";

/// What is unique.
#[derive(Clone, Default)]
pub(super) struct Uniques {
    /// By entity and the bytes of the key.
    filled: BTreeMap<(Box<str>, Vec<u8>), Element>,
    /// For each entity names of fields that go together, in their order.
    declared: BTreeMap<Box<str>, Vec<Vec<String>>>,
}

impl Uniques {
    /// Says which record has these values in unique fields.
    pub(super) fn put(
        &mut self,
        schema: &Schema,
        entity: &str,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), Invalid> {
        let declared = schema.find_unique(entity)?;
        self.check(&declared, key)?;
        let place = (entity.into(), key.as_bytes().to_vec());
        self.filled.insert(place, Element::new(key, value));
        Ok(())
    }

    /// Says that these fields are unique together.
    pub(super) fn declare(
        &mut self,
        schema: &Schema,
        entity: &str,
        fields: &[&str],
    ) -> Result<(), Invalid> {
        let declared = schema.find_unique(entity)?;
        let mut names: Vec<String> = fields.iter().map(|&name| name.into()).collect();
        names.sort_unstable();
        names.dedup();
        declared.unique_fields().check_names(entity, fields)?;
        let sets = self.declared.entry(entity.into()).or_default();
        if names.is_empty() {
            return Err(not_unique(entity, names, sets));
        }
        if !sets.contains(&names) {
            sets.push(names);
        }
        Ok(())
    }

    /// What was filled in for an entity.
    pub(super) fn of(&self, entity: &str) -> impl Iterator<Item = &Element> {
        let here = self
            .filled
            .iter()
            .filter(move |((of, _), _)| **of == *entity);
        here.map(|(_, element)| element)
    }

    /// Forgets all that was filled in, and what was said to be unique.
    pub(super) fn clear(&mut self) {
        self.filled.clear();
        self.declared.clear();
    }

    /// The id of the record that has these values: one that was filled in, or one that is stored.
    pub(super) fn get(
        &self,
        key: &KeyRef<'_>,
        around: &Around<'_>,
    ) -> Result<Option<Element>, ReadError> {
        let declared = around.schema.find_unique(key.entity)?;
        self.check(&declared, key.record)?;
        let place = (key.entity.into(), key.record.as_bytes().to_vec());
        if let Some(element) = self.filled.get(&place) {
            return Ok(Some(element.clone()));
        }
        if !self.declared.contains_key(key.entity) {
            return Ok(None);
        }
        let mut found = None;
        around.snapshot.scan(declared.id, &[], &mut |record| {
            found = id_of(record, key.record);
            match found {
                None => ControlFlow::Continue(()),
                Some(_) => ControlFlow::Break(()),
            }
        })?;
        let Some(id) = found else {
            return Ok(None);
        };
        let mut value = RecordBuilder::new();
        value.put(RECORD_ID, Value::Id(id));
        let value = value
            .build()
            .map_err(|error| ReadError::Io(error.to_string()))?;
        Ok(Some(Element::new(key.record, value.as_ref())))
    }

    /// Checks a key: its fields are the entity's, and unique together where it is said what is unique.
    fn check(&self, declared: &Declared, key: RecordRef<'_>) -> Result<(), Invalid> {
        let entity = &*declared.entity.name;
        declared.unique_fields().check(entity, key)?;
        let names: Vec<String> = key.fields().map(|field| field.name.into()).collect();
        match self.declared.get(entity) {
            Some(sets) if !sets.contains(&names) => Err(not_unique(entity, names, sets)),
            None if names.is_empty() => Err(not_unique(entity, names, &[])),
            _ => Ok(()),
        }
    }
}

/// The id of a record that is active and has these values.
fn id_of(record: &Element, wanted: RecordRef<'_>) -> Option<i64> {
    let value = record.value();
    let is_active = value.get(IS_ACTIVE) != Some(Value::Bool(false));
    let mut fields = wanted.fields();
    let same = is_active && fields.all(|field| value.get(field.name) == Some(field.value));
    match record.key().get(RECORD_ID) {
        Some(Value::Id(id)) if same => Some(id),
        _ => None,
    }
}

#[cold]
fn not_unique(entity: &str, fields: Vec<String>, declared: &[Vec<String>]) -> Invalid {
    Invalid::NotUnique {
        entity: entity.into(),
        fields,
        declared: declared.to_vec(),
    }
}
