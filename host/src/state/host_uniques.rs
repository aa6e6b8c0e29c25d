//! Unique fields that are declared and stored with a state.

use std::ops::ControlFlow;
use std::sync::Arc;

use heeus_abi::manifest::Entity;
use heeus_abi::{
    ArrayRef, EntityKind, FieldType, Items, RecordBuilder, RecordRef, Value, encode_array,
};

use super::error::StateError;
use super::host_state::HostState;
use super::unique_fields::sorted;
use crate::storage::{Batch, Element, StorageError};

/// Table of the unique fields of entities.
const UNIQUES: &str = "sys.Uniques";
const NAME: &str = "Name";
const FIELDS: &str = "Fields";

impl HostState {
    /// Declares these fields of a record entity unique together, and stores that, so that a later
    /// process obeys it. The entity may be declared later. From then on sys.Uniq finds the active
    /// record with the values of a key, and an intent that would create a second one is refused.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn keep_unique(&mut self, entity: &str, fields: &[&str]) -> Result<(), StateError> {
        let fields = sorted(fields);
        if self.context.uniques.has(entity, &fields) {
            return Ok(());
        }
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        let mut array = Vec::new();
        encode_array(Items::Str(&names), &mut array)?;
        let mut key = RecordBuilder::new();
        key.put(NAME, Value::Str(entity));
        key.put(FIELDS, Value::Array(ArrayRef::trusted(&array)));
        let key = key.build()?;
        let table = self.storage.table(UNIQUES)?;
        let mut batch = Batch::new();
        let key = key.as_ref().as_bytes();
        batch.put(table, key, RecordRef::empty().as_bytes(), key);
        self.readers.release();
        self.storage.apply(&batch)?;
        self.remember_unique(entity, fields);
        Ok(())
    }

    /// Checks that these fields can be [kept](Self::keep_unique) as unique, with an entity as a
    /// package declares it.
    ///
    /// # Errors
    /// [`StateError::Declaration`] if the entity is no record or has no such fields, or if it is
    /// known already and the fields are not unique yet: the storage may hold records that nobody
    /// has checked.
    pub fn check_unique(&self, entity: &Entity, fields: &[&str]) -> Result<(), StateError> {
        let bad = |reason: String| {
            let entity = entity.name.clone();
            Err(StateError::Declaration { entity, reason })
        };
        if entity.kind != EntityKind::Record {
            return bad(format!(
                "a {} cannot have unique fields, only a record can",
                entity.kind
            ));
        }
        if fields.is_empty() {
            return bad("unique fields: at least one is needed".into());
        }
        for name in fields {
            match entity.value.iter().find(|field| field.name == *name) {
                None => return bad(format!("the unique field {name} is not one of its fields")),
                Some(field) if matches!(field.ty, FieldType::Record | FieldType::Array) => {
                    return bad(format!(
                        "the field {name} of type {} cannot be unique",
                        field.ty
                    ));
                }
                Some(_) => {}
            }
        }
        let is_kept = self.context.uniques.has(&entity.name, &sorted(fields));
        if !is_kept && self.entities().any(|known| known.name == entity.name) {
            return bad(format!(
                "({}) cannot become unique: records may be stored that were never checked. Declare \
                 unique fields with the first deployment of an entity, or take another entity",
                fields.join(", ")
            ));
        }
        Ok(())
    }

    /// Loads the unique fields that are [kept](Self::keep_unique).
    pub(super) fn load_uniques(&mut self) -> Result<(), StateError> {
        let Some(table) = self.storage.find(UNIQUES) else {
            return Ok(());
        };
        let mut kept = Vec::new();
        self.storage.snapshot().scan(table, &[], &mut |element| {
            kept.push(decoded(element));
            ControlFlow::Continue(())
        })?;
        for unique in kept {
            let (entity, fields) = unique.ok_or_else(|| StorageError {
                doing: "get",
                reason: format!("damaged: expected unique fields in {UNIQUES}"),
            })?;
            self.remember_unique(&entity, fields);
        }
        Ok(())
    }

    fn remember_unique(&mut self, entity: &str, fields: Vec<String>) {
        let context = Arc::make_mut(&mut self.context);
        context.uniques.add(entity, fields);
    }
}

fn decoded(element: &Element) -> Option<(String, Vec<String>)> {
    let key = element.key();
    let (Value::Str(entity), Value::Array(fields)) = (key.get(NAME)?, key.get(FIELDS)?) else {
        return None;
    };
    let names = fields.iter().map(|field| match field {
        Value::Str(name) => Some(name.to_owned()),
        _ => None,
    });
    Some((entity.to_owned(), names.collect::<Option<_>>()?))
}
