//! sys.Uniq: the ids of records by the values of their unique fields.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{KeyRef, RecordBuilder, RecordRef, Storage, Value};

use super::declared::Declared;
use super::error::{Invalid, ReadError};
use super::schema::Schema;
use super::unique_fields::{has_values, sorted};
use crate::storage::{Element, Snapshot};

/// The sets of field names of each entity that are unique together, in their order.
#[derive(Clone, Default)]
pub(super) struct Uniques(BTreeMap<Box<str>, Vec<Vec<String>>>);

impl Uniques {
    /// Declares these fields unique together.
    pub(super) fn declare(
        &mut self,
        schema: &Schema,
        entity: &str,
        fields: &[&str],
    ) -> Result<(), Invalid> {
        let declared = schema.find_unique(entity)?;
        declared.unique_fields().check_names(entity, fields)?;
        if fields.is_empty() {
            return Err(self.not_unique(entity, Vec::new()));
        }
        self.add(entity, sorted(fields));
        Ok(())
    }

    /// Declares fields unique together for an entity that may not be known yet.
    pub(super) fn add(&mut self, entity: &str, fields: Vec<String>) {
        let sets = self.0.entry(entity.into()).or_default();
        if !sets.contains(&fields) {
            sets.push(fields);
        }
    }

    /// The fields of an entity that are unique together, set by set.
    pub(super) fn sets(&self, entity: &str) -> &[Vec<String>] {
        self.0.get(entity).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns whether these fields are unique together.
    pub(super) fn has(&self, entity: &str, fields: &[String]) -> bool {
        self.sets(entity).iter().any(|set| set == fields)
    }

    /// The id of the record that has these values.
    pub(super) fn get(
        &self,
        key: &KeyRef<'_>,
        schema: &Schema,
        snapshot: &dyn Snapshot,
    ) -> Result<Option<Element>, ReadError> {
        let declared = schema.find_unique(key.entity)?;
        self.check(&declared, key.record)?;
        if self.sets(key.entity).is_empty() {
            return Err(not_offered(key.entity));
        }
        let mut found = None;
        snapshot.scan(declared.id, &[], &mut |record| {
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

    /// Checks a key: its fields belong to the entity, and are unique together if unique fields are
    /// declared.
    pub(super) fn check(&self, declared: &Declared, key: RecordRef<'_>) -> Result<(), Invalid> {
        let entity = &*declared.entity.name;
        declared.unique_fields().check(entity, key)?;
        let names: Vec<String> = key.fields().map(|field| field.name.into()).collect();
        let sets = self.sets(entity);
        let is_free = sets.is_empty() && !names.is_empty();
        if is_free || sets.contains(&names) {
            return Ok(());
        }
        Err(self.not_unique(entity, names))
    }

    #[cold]
    fn not_unique(&self, entity: &str, fields: Vec<String>) -> Invalid {
        Invalid::NotUnique {
            entity: entity.into(),
            fields,
            declared: self.sets(entity).to_vec(),
        }
    }
}

/// The id of the record, if it is active and has these values.
fn id_of(record: &Element, wanted: RecordRef<'_>) -> Option<i64> {
    let value = record.value();
    let same = has_values(value, wanted);
    match record.key().get(RECORD_ID) {
        Some(Value::Id(id)) if same => Some(id),
        _ => None,
    }
}

/// The error if no unique fields are declared: "none" as an answer would be a guess.
#[cold]
fn not_offered(entity: &str) -> ReadError {
    ReadError::NotOffered(format!(
        "{}: no fields of {entity} are declared unique, so the host does not keep them; declare \
         them with the package (Package::unique), in a test with Kit::unique",
        Storage::Uniq
    ))
}
