//! Stored declarations, which a later process obeys too.

use std::ops::ControlFlow;

use heeus_abi::manifest::{Entity, Manifest};
use heeus_abi::{RecordBuilder, Value};

use super::error::StateError;
use super::host_state::HostState;
use crate::storage::{Batch, Element, ScanRange, StorageError};

/// Table of the declarations, by the names of the entities.
const ENTITIES: &str = "sys.Entities";
const NAME: &str = "Name";
/// Field of the values: the entry that the entity has in a manifest.
const DECLARATION: &str = "Declaration";
/// Field of the values: the entry of the version that was kept last.
const LAST: &str = "Last";

impl HostState {
    /// Declares an entity as [`evolve`](Self::evolve) does, and stores the declaration.
    ///
    /// # Errors
    /// As [`evolve`](Self::evolve).
    pub fn keep(&mut self, entity: &Entity) -> Result<(), StateError> {
        let wider = self.schema.declarations().check_evolution(entity)?;
        if wider.is_none() && self.last.get(&*entity.name) == Some(entity) {
            return Ok(());
        }
        let known = self.entities().find(|known| known.name == entity.name);
        let whole = wider.as_ref().map(|wider| &wider.entity).or(known);
        let declaration = whole.unwrap_or(entity).encode()?;
        let last = entity.encode()?;
        let (mut key, mut value) = (RecordBuilder::new(), RecordBuilder::new());
        key.put(NAME, Value::Str(&entity.name));
        value.put(DECLARATION, Value::Bytes(&declaration));
        value.put(LAST, Value::Bytes(&last));
        let (key, value) = (key.build()?, value.build()?);
        let table = self.storage.table(ENTITIES)?;
        let mut batch = Batch::new();
        let sort_key = entity.name.as_bytes();
        let (key, value) = (key.as_ref(), value.as_ref());
        batch.put(table, key.as_bytes(), value.as_bytes(), sort_key);
        self.readers.release();
        self.storage.apply(&batch)?;
        self.last
            .insert(entity.name.as_str().into(), entity.clone());
        self.evolve(entity)
    }

    /// Declares all entities that are [kept](Self::keep), and the unique fields that are
    /// [kept](Self::keep_unique).
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails, or if the data that it keeps are no
    /// declarations.
    pub fn load_schema(&mut self) -> Result<(), StateError> {
        self.load_uniques()?;
        let table = self.storage.table(ENTITIES)?;
        let mut kept = Vec::new();
        self.storage
            .snapshot()
            .scan(table, &ScanRange::ALL, &mut |element| {
                kept.push(decoded(element));
                ControlFlow::Continue(())
            })?;
        self.load_turns()?;
        self.load_writers()?;
        for entities in kept {
            let (whole, last) = entities?;
            for entity in whole {
                self.evolve(&entity)?;
            }
            for entity in last {
                self.last.insert(entity.name.as_str().into(), entity);
            }
        }
        Ok(())
    }
}

/// The declaration of all fields, and the one of the last version.
type Kept = (Vec<Entity>, Vec<Entity>);

fn decoded(element: &Element) -> Result<Kept, StateError> {
    let entities = |field| match element.value().get(field) {
        Some(Value::Bytes(declaration)) => Some(Manifest::decode(declaration).ok()?.entities),
        _ => None,
    };
    let damaged = || {
        StateError::Storage(StorageError {
            doing: "get",
            reason: format!("damaged: expected a declaration in {ENTITIES}"),
        })
    };
    let whole = entities(DECLARATION).ok_or_else(damaged)?;
    Ok((whole, entities(LAST).unwrap_or_default()))
}
