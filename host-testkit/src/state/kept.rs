//! Declarations that are stored beside what they declare, so that a later process holds to them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use heeus_abi::manifest::{Entity, Manifest};
use heeus_abi::{ArrayRef, Items, RecordBuilder, Value, encode_array};

use super::error::StateError;
use super::host_state::HostState;
use crate::storage::{Batch, Element, StorageError};

/// Table of the declarations, by the names of the entities.
const ENTITIES: &str = "sys.Entities";
const NAME: &str = "Name";
/// Field of the values: the entry that the entity has in a manifest.
const DECLARATION: &str = "Declaration";
/// Field of the values: names of value fields that rows may lack.
const ABSENT: &str = "MayBeAbsent";

impl HostState {
    /// Makes an entity known as [`widen`](Self::widen) does, and stores that.
    ///
    /// # Errors
    /// As [`widen`](Self::widen).
    pub fn keep(&mut self, entity: &Entity) -> Result<(), StateError> {
        self.keep_version(entity, &[])
    }

    /// Keeps an entity as [`keep`](Self::keep) does, and that these value fields may be absent in stored rows.
    ///
    /// # Errors
    /// As [`widen`](Self::widen).
    pub fn keep_version(
        &mut self,
        entity: &Entity,
        may_be_absent: &[&str],
    ) -> Result<(), StateError> {
        let wider = self.schema.declarations().check_wider(entity)?;
        let absent = self.with_absent(&entity.name, may_be_absent);
        let same = self.absent.get(&*entity.name);
        if wider.is_none() && same.map_or(absent.is_empty(), |same| *same == absent) {
            return Ok(());
        }
        let known = self.entities().find(|known| known.name == entity.name);
        let whole = wider.as_ref().map(|wider| &wider.entity).or(known);
        let declaration = whole.unwrap_or(entity).encode()?;
        let names: Vec<&str> = absent.iter().map(String::as_str).collect();
        let mut array = Vec::new();
        encode_array(Items::Str(&names), &mut array)?;
        let (mut key, mut value) = (RecordBuilder::new(), RecordBuilder::new());
        key.put(NAME, Value::Str(&entity.name));
        value.put(DECLARATION, Value::Bytes(&declaration));
        value.put(ABSENT, Value::Array(ArrayRef::trusted(&array)));
        let (key, value) = (key.build()?, value.build()?);
        let table = self.storage.table(ENTITIES)?;
        let mut batch = Batch::new();
        let order = entity.name.as_bytes();
        let (key, value) = (key.as_ref(), value.as_ref());
        batch.put(table, key.as_bytes(), value.as_bytes(), order);
        self.readers.release();
        self.storage.apply(&batch)?;
        self.absent.insert(entity.name.as_str().into(), absent);
        self.widen(entity)
    }

    /// Makes all entities known that are [kept](Self::keep), and the unique fields that are
    /// [kept](Self::keep_unique).
    ///
    /// # Errors
    /// [`StateError::Storage`] where the storage fails, or what it keeps are no declarations.
    pub fn declare_kept(&mut self) -> Result<(), StateError> {
        self.load_uniques()?;
        let table = self.storage.table(ENTITIES)?;
        let mut kept = Vec::new();
        self.storage.snapshot().scan(table, &[], &mut |element| {
            kept.push(decoded(element));
            ControlFlow::Continue(())
        })?;
        for entities in kept {
            let (entities, absent) = entities?;
            for entity in entities {
                self.widen(&entity)?;
                self.absent
                    .insert(entity.name.as_str().into(), absent.clone());
            }
        }
        Ok(())
    }
}

/// A declaration, and the value fields that rows may lack.
type Kept = (Vec<Entity>, BTreeSet<String>);

fn decoded(element: &Element) -> Result<Kept, StateError> {
    let decoded = match element.value().get(DECLARATION) {
        Some(Value::Bytes(declaration)) => Manifest::decode(declaration).ok(),
        _ => None,
    };
    let damaged = || {
        StateError::Storage(StorageError {
            doing: "get",
            reason: format!("damaged: expected a declaration in {ENTITIES}"),
        })
    };
    let names = match element.value().get(ABSENT) {
        Some(Value::Array(names)) => names.iter().collect(),
        _ => Vec::new(),
    };
    let absent = names.into_iter().filter_map(|name| match name {
        Value::Str(name) => Some(name.to_owned()),
        _ => None,
    });
    let absent = absent.collect();
    decoded
        .map(|manifest| (manifest.entities, absent))
        .ok_or_else(damaged)
}
