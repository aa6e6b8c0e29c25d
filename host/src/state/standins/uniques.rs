//! sys.Uniq: the ids of records by the values of their unique fields.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{KeyRef, RecordBuilder, RecordRef, Storage, Value};

use super::around::Around;
use crate::state::declared::Declared;
use crate::state::error::{Invalid, ReadError};
use crate::state::schema::Schema;
use crate::state::unique_fields::{has_values, sorted};
use crate::storage::Element;

/// Unique fields of all entities, and arranged ids.
#[derive(Clone, Default)]
pub(super) struct Uniques {
    /// Arranged ids by entity and the bytes of the key.
    filled: BTreeMap<(Box<str>, Vec<u8>), Element>,
    /// The sets of field names of each entity that are unique together, in their order.
    declared: Sets,
    /// The same sets, but stored with the declarations of the entities; nothing clears them.
    kept: Sets,
}

type Sets = BTreeMap<Box<str>, Vec<Vec<String>>>;

impl Uniques {
    /// Arranges the record that has these values in unique fields.
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
            return Err(not_unique(entity, Vec::new(), self.sets(entity)));
        }
        add(&mut self.declared, entity, sorted(fields));
        Ok(())
    }

    /// Declares fields unique together for an entity that may not be known yet, as long as the
    /// state exists.
    pub(super) fn keep(&mut self, entity: &str, fields: Vec<String>) {
        add(&mut self.kept, entity, fields);
    }

    /// The fields of an entity that are unique together, set by set.
    pub(super) fn sets(&self, entity: &str) -> impl Iterator<Item = &Vec<String>> {
        let of = [&self.kept, &self.declared].map(|sets| sets.get(entity));
        of.into_iter().flatten().flatten()
    }

    /// Returns whether these fields are kept as unique together.
    pub(super) fn is_kept(&self, entity: &str, fields: &[String]) -> bool {
        let sets = self.kept.get(entity);
        sets.is_some_and(|sets| sets.iter().any(|set| set == fields))
    }

    /// The arranged elements of an entity.
    pub(super) fn of(&self, entity: &str) -> impl Iterator<Item = &Element> {
        let here = self
            .filled
            .iter()
            .filter(move |((of, _), _)| **of == *entity);
        here.map(|(_, element)| element)
    }

    /// Removes everything that was arranged, and the declared sets that are not kept.
    pub(super) fn clear(&mut self) {
        self.filled.clear();
        self.declared.clear();
    }

    /// The id of the record that has these values: an arranged one, or a stored one.
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
        if self.sets(key.entity).next().is_none() {
            return match self.of(key.entity).next() {
                Some(_) => Ok(None),
                None => Err(not_offered(key.entity)),
            };
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

    /// Checks a key: its fields belong to the entity, and are unique together if unique fields are
    /// declared.
    fn check(&self, declared: &Declared, key: RecordRef<'_>) -> Result<(), Invalid> {
        let entity = &*declared.entity.name;
        declared.unique_fields().check(entity, key)?;
        let names: Vec<String> = key.fields().map(|field| field.name.into()).collect();
        let mut sets = self.sets(entity).peekable();
        let is_free = sets.peek().is_none() && !names.is_empty();
        if is_free || sets.any(|set| *set == names) {
            return Ok(());
        }
        Err(not_unique(entity, names, self.sets(entity)))
    }
}

fn add(sets: &mut Sets, entity: &str, fields: Vec<String>) {
    let sets = sets.entry(entity.into()).or_default();
    if !sets.contains(&fields) {
        sets.push(fields);
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

#[cold]
fn not_unique<'a>(
    entity: &str,
    fields: Vec<String>,
    declared: impl Iterator<Item = &'a Vec<String>>,
) -> Invalid {
    Invalid::NotUnique {
        entity: entity.into(),
        fields,
        declared: declared.cloned().collect(),
    }
}

/// The error if no unique fields are declared: "none" as an answer would be a guess.
#[cold]
fn not_offered(entity: &str) -> ReadError {
    ReadError::NotOffered(format!(
        "{}: no fields of {entity} are declared unique, so nothing is known of them; declare them with the package \
         (Package::unique), in a test with Kit::unique",
        Storage::Uniq
    ))
}
