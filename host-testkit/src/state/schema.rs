//! What is declared: entities by name, and where their elements are.

use std::collections::HashMap;
use std::sync::Arc;

use heeus_abi::manifest::{Entity, FieldDecl, RECORD_ID};
use heeus_abi::{EntityKind, FieldType, RecordRef, Storage, Value};

use super::error::{Invalid, Part, StateError};
use super::fields::{FieldSet, Want};
use super::near::near;
use super::order::OrderedKey;
use crate::storage::{self, TableId};

/// The record id in a record's value.
pub(super) const SYS_ID: &str = "sys.ID";
/// Value fields that every record has without declaring them.
const SYS_FIELDS: [(&str, FieldType); 2] =
    [(SYS_ID, FieldType::Id), ("sys.IsActive", FieldType::Bool)];

/// Declared entities.
#[derive(Clone, Default)]
pub(super) struct Schema {
    places: HashMap<Box<str>, usize>,
    entities: Vec<Arc<Declared>>,
}

/// One declared entity.
pub(super) struct Declared {
    pub(super) entity: Entity,
    pub(super) storage: Storage,
    pub(super) table: TableId,
    key: FieldSet,
    value: FieldSet,
}

impl Schema {
    /// As they were declared, in the order of their declaration.
    pub(super) fn entities(&self) -> impl Iterator<Item = &Declared> {
        self.entities.iter().map(|declared| &**declared)
    }

    /// The entity of this name in this storage.
    #[inline]
    pub(super) fn find(&self, storage: Storage, entity: &str) -> Result<&Declared, Invalid> {
        let place = self.places.get(entity).copied();
        let declared = place.and_then(|place| self.entities.get(place));
        match declared {
            Some(declared) if declared.storage == storage => Ok(declared),
            _ => Err(self.not_found(storage, entity)),
        }
    }

    /// The entity of sys.Record whose unique fields a key of sys.Uniq has.
    pub(super) fn find_unique(&self, entity: &str) -> Result<&Declared, Invalid> {
        let found = self.find(Storage::Record, entity);
        found.map_err(|error| error.wanted_in(Storage::Uniq))
    }

    #[cold]
    fn not_found(&self, storage: Storage, entity: &str) -> Invalid {
        if let Some(&place) = self.places.get(entity)
            && let Some(declared) = self.entities.get(place)
        {
            return Invalid::WrongStorage {
                entity: entity.into(),
                belongs: declared.storage,
                wanted: storage,
            };
        }
        let here = || {
            let entities = self.entities().filter(|entity| entity.storage == storage);
            entities.map(|declared| declared.entity.name.as_str())
        };
        Invalid::UnknownEntity {
            storage,
            entity: entity.into(),
            near: near(entity, here()).map(Into::into),
            declared: here().map(Into::into).collect(),
        }
    }

    /// Declares an entity; one that is declared in the same way already is no change.
    pub(super) fn declare(
        self: &mut Arc<Self>,
        entity: &Entity,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        let before = self.places.get(entity.name.as_str()).copied();
        if let Some(before) = before.and_then(|place| self.entities.get(place)) {
            if before.entity == *entity {
                return Ok(());
            }
            return Err(StateError::Redeclared {
                before: Box::new(before.entity.clone()),
                now: Box::new(entity.clone()),
            });
        }
        let declared = Declared::new(entity, storage)?;
        let schema = Self::make_mut(self);
        let place = schema.entities.len();
        schema.places.insert(entity.name.as_str().into(), place);
        schema.entities.push(Arc::new(declared));
        Ok(())
    }

    fn make_mut(this: &mut Arc<Self>) -> &mut Self {
        Arc::make_mut(this)
    }
}

impl Declared {
    fn new(entity: &Entity, tables: &mut dyn storage::Storage) -> Result<Self, StateError> {
        let bad = |reason: String| {
            let entity = entity.name.clone();
            Err(StateError::Declaration { entity, reason })
        };
        if let Some(rule) = entity.broken_rule() {
            return bad(format!("expected {rule}"));
        }
        let mut value = entity.value.clone();
        if entity.kind != EntityKind::View {
            for (name, ty) in SYS_FIELDS {
                match value.iter().find(|field| field.name == name) {
                    None => value.push(FieldDecl {
                        name: name.into(),
                        ty,
                    }),
                    Some(field) if field.ty == ty => {}
                    Some(field) => {
                        return bad(format!("{name} is {ty}, not {}", field.ty));
                    }
                }
            }
        }
        let key = FieldSet::new(Part::Key, entity.key.clone());
        let value = FieldSet::new(Part::Value, value);
        let storage = match entity.kind {
            EntityKind::View => Storage::View,
            EntityKind::Record | EntityKind::Singleton => Storage::Record,
        };
        let table = tables.table(&format!("{storage}/{}", entity.name))?;
        Ok(Self {
            entity: entity.clone(),
            storage,
            table,
            key,
            value,
        })
    }

    /// Appends the ordered key of a key's fields.
    #[inline]
    pub(super) fn order(
        &self,
        key: RecordRef<'_>,
        want: Want,
        out: &mut OrderedKey,
    ) -> Result<(), Invalid> {
        self.key.order(&self.entity.name, key, want, out)
    }

    /// The fields that may be in a key of sys.Uniq.
    pub(super) fn unique_fields(&self) -> FieldSet {
        FieldSet::new(Part::Key, self.value.declared().to_vec())
    }

    /// Checks the fields of a value.
    #[inline]
    pub(super) fn check_value(
        &self,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), Invalid> {
        self.value.check(&self.entity.name, value)?;
        if self.entity.kind == EntityKind::Record
            && let (Some(Value::Id(key)), Some(Value::Id(value))) =
                (key.get(RECORD_ID), value.get(SYS_ID))
            && key != value
        {
            let entity = self.entity.name.clone();
            return Err(Invalid::OtherId { entity, key, value });
        }
        Ok(())
    }
}
