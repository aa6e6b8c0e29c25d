//! Unique fields of a state: declared for its own life or stored with it, and the indexes of them.

use std::ops::ControlFlow;

use heeus_abi::manifest::Entity;
use heeus_abi::{ArrayBuf, EntityKind, Items, RecordBuilder, RecordRef, Value};

use super::error::StateError;
use super::host_state::HostState;
use super::pending::Pending;
use super::schema::{Schema, Table};
use super::sort_key;
use super::unique_fields::sorted;
use super::unique_index::{IndexChange, UniqueValues, add_index, id_of};
use super::unique_look_up::{check_fields, may_be_unique, not_of_type};
use super::uniques::{Indexed, UniqueSet};
use crate::storage::{Batch, Element, ScanRange, StorageError, is_empty};

/// Table of the unique fields of entities.
const UNIQUES: &str = "sys.Uniques";
const NAME: &str = "Name";
const FIELDS: &str = "Fields";
/// Field of the values: true if the fields have indexes in all workspaces.
const INDEXED: &str = "Indexed";

impl HostState {
    /// Declares these fields of a record entity unique together, as long as the state exists.
    /// sys.Uniq then finds the active record with the values of a key, and accepts only keys of
    /// fields that were declared unique; an intent that would create a second record with the same
    /// values is refused. Stored records are not checked. A run that has begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if the entity is not declared as a record or has no such fields,
    /// [`StateError::Declaration`] if a field is a record or an array, [`StateError::Storage`] if
    /// the storage fails.
    pub fn unique(&mut self, entity: &str, fields: &[&str]) -> Result<(), StateError> {
        let fields = check_fields(&self.schema, entity, fields)?;
        if !self.is_unique(entity, &fields) {
            self.add_unique(UniqueSet {
                entity: entity.into(),
                fields,
                indexed: Indexed::OutsideOfWorkspaces,
            })?;
        }
        // Another state may have written records of this storage without the index.
        self.fill_indexes(entity, true)
    }

    /// Declares these fields of a record entity unique together, and stores that, so that a later
    /// process obeys it. The entity must be declared later, so that each of its records gets into
    /// the index. From then on sys.Uniq finds the active record with the values of a key, and an
    /// intent that would create a second one is refused.
    ///
    /// # Errors
    /// [`StateError::Declaration`] if the entity is declared already and the fields are not unique
    /// yet, [`StateError::Storage`] if the storage fails.
    pub fn keep_unique(&mut self, entity: &str, fields: &[&str]) -> Result<(), StateError> {
        let fields = sorted(fields);
        if self.is_unique(entity, &fields) {
            return Ok(());
        }
        self.check_unknown(entity, &fields)?;
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        let array = ArrayBuf::new(Items::Str(&names))?;
        let (mut key, mut value) = (RecordBuilder::new(), RecordBuilder::new());
        key.put(NAME, Value::Str(entity));
        key.put(FIELDS, Value::Array(array.as_ref()));
        value.put(INDEXED, Value::Bool(true));
        let (key, value) = (key.build()?, value.build()?);
        let table = self.storage.table(UNIQUES)?;
        let mut batch = Batch::new();
        let (key, value) = (key.as_ref().as_bytes(), value.as_ref().as_bytes());
        batch.put(table, key, value, key);
        self.readers.release();
        self.storage.apply(&batch)?;
        self.add_unique(UniqueSet {
            entity: entity.into(),
            fields,
            indexed: Indexed::Always,
        })
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
                Some(field) if !may_be_unique(field.ty) => {
                    return bad(not_of_type(name, field.ty));
                }
                Some(_) => {}
            }
        }
        let fields = sorted(fields);
        if self.is_unique(&entity.name, &fields) {
            return Ok(());
        }
        self.check_unknown(&entity.name, &fields)
    }

    /// Returns whether exactly these fields are unique together.
    fn is_unique(&self, entity: &str, fields: &[String]) -> bool {
        self.schema.declarations().uniques.has(entity, fields)
    }

    /// Checks that an entity is not declared yet, so that no records of it are stored.
    fn check_unknown(&self, entity: &str, fields: &[String]) -> Result<(), StateError> {
        if !self.entities().any(|known| known.name == entity) {
            return Ok(());
        }
        Err(StateError::Declaration {
            entity: entity.into(),
            reason: format!(
                "({}) cannot become unique: records may be stored that were never checked. Declare \
                 unique fields with the first deployment of an entity, or take another entity",
                fields.join(", ")
            ),
        })
    }

    /// Loads the unique fields that are [kept](Self::keep_unique).
    pub(super) fn load_uniques(&mut self) -> Result<(), StateError> {
        let Some(table) = self.storage.find(UNIQUES) else {
            return Ok(());
        };
        let mut kept = Vec::new();
        self.storage
            .snapshot()
            .scan(table, &ScanRange::ALL, &mut |element| {
                kept.push(decoded(element));
                ControlFlow::Continue(())
            })?;
        for set in kept {
            let set = set.ok_or_else(|| StorageError {
                doing: "get",
                reason: format!("damaged: expected unique fields in {UNIQUES}"),
            })?;
            self.add_unique(set)?;
        }
        Ok(())
    }

    /// Adds unique fields, if they are not declared already.
    fn add_unique(&mut self, set: UniqueSet) -> Result<(), StateError> {
        if self.is_unique(&set.entity, &set.fields) {
            return Ok(());
        }
        self.readers.release();
        Ok(Schema::add_unique(
            &mut self.schema,
            set,
            &mut *self.storage,
        )?)
    }

    /// Fills the indexes of an entity outside of workspaces, which may have records of an earlier
    /// process: all indexes, or only those without rows.
    pub(super) fn fill_indexes(&mut self, entity: &str, all: bool) -> Result<(), StateError> {
        let has_some = self.schema.uniques(entity).next().is_some();
        if !has_some || self.schema.workspace().is_some() {
            return Ok(());
        }
        let Ok(records) = self.schema.find_unique(entity) else {
            return Ok(());
        };
        let snapshot = self.storage.snapshot();
        let mut batch = Batch::new();
        for unique in self.schema.uniques(entity) {
            if let Some(index) = unique.index
                && (all || is_empty(&*snapshot, index)?)
            {
                let tables = (records.id, index);
                add_index(&unique.set.fields, tables, &*snapshot, &mut batch)?;
            }
        }
        if batch.is_empty() {
            return Ok(());
        }
        drop(snapshot);
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }

    /// Adds the changes of indexes that belong to a new record, or to one that replaces another.
    pub(super) fn add_index_changes(
        &self,
        records: Table<'_>,
        (key, value): (RecordRef<'_>, RecordRef<'_>),
        writes: &mut Pending,
    ) -> Result<(), StateError> {
        let mut uniques = self.schema.uniques(&records.entity.name).peekable();
        let id = uniques.peek().and_then(|_| id_of(key));
        let Some(id) = id else {
            return Ok(());
        };
        let snapshot = self.storage.snapshot();
        let before = snapshot.get(records.id, &sort_key::of_id(id))?;
        for unique in uniques {
            let values = |of| UniqueValues::of(&unique.set.fields, of);
            let Some(index) = unique.index else { continue };
            let before = before.as_ref().map(|before| values(before.value()));
            let change = IndexChange {
                index,
                id,
                before: before.transpose()?.flatten(),
                after: values(value)?,
            };
            change.add(&*snapshot, writes)?;
        }
        Ok(())
    }
}

/// The unique fields that an element of their table keeps.
fn decoded(element: &Element) -> Option<UniqueSet> {
    let key = element.key();
    let (Value::Str(entity), Value::Array(fields)) = (key.get(NAME)?, key.get(FIELDS)?) else {
        return None;
    };
    let fields = fields.iter().map(|field| match field {
        Value::Str(name) => Some(name.to_owned()),
        _ => None,
    });
    let indexed = match element.value().get(INDEXED) {
        Some(Value::Bool(true)) => Indexed::Always,
        _ => Indexed::Never,
    };
    Some(UniqueSet {
        entity: entity.into(),
        fields: fields.collect::<Option<_>>()?,
        indexed,
    })
}
