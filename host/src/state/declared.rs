//! Declared entities: their fields, and what a later declaration may change.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use heeus_abi::manifest::{Entity, FieldDecl, RECORD_ID, SYS_FIELDS, SYS_ID};
use heeus_abi::{EntityKind, RecordRef, Storage, Value};

use super::error::{Invalid, Part, StateError};
use super::fields::{FieldSet, Want};
use super::sort_key::SortKey;
use super::uniques::Uniques;
use crate::shown::near;

/// Declared entities and their unique fields, the same in all workspaces.
#[derive(Clone, Default)]
pub(super) struct Declarations {
    pub(super) places: HashMap<Box<str>, usize>,
    pub(super) entities: Vec<Arc<Declared>>,
    pub(super) uniques: Uniques,
    /// Views whose second tables are in use.
    pub(super) second: BTreeSet<Box<str>>,
}

/// One declared entity.
pub(super) struct Declared {
    pub(super) entity: Entity,
    pub(super) storage: Storage,
    key: FieldSet,
    value: FieldSet,
    /// The fields that a key of sys.Uniq may have.
    unique: FieldSet,
}

impl Declarations {
    /// Lets each of these views use its other table.
    pub(super) fn flip<'a>(&mut self, views: impl IntoIterator<Item = &'a Box<str>>) {
        for view in views {
            if !self.second.remove(view) {
                self.second.insert(view.clone());
            }
        }
    }

    #[cold]
    pub(super) fn not_found(&self, storage: Storage, entity: &str) -> Invalid {
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
            let entities = self.entities.iter();
            let here = entities.filter(|entity| entity.storage == storage);
            here.map(|declared| declared.entity.name.as_str())
        };
        Invalid::UnknownEntity {
            storage,
            entity: entity.into(),
            near: near(entity, here()).map(Into::into),
            declared: here().map(Into::into).collect(),
        }
    }

    /// The entity, ready to be declared; `None` if it is declared already.
    pub(super) fn check(&self, entity: &Entity) -> Result<Option<Declared>, StateError> {
        let before = self.places.get(entity.name.as_str()).copied();
        if let Some(before) = before.and_then(|place| self.entities.get(place)) {
            if before.entity == *entity {
                return Ok(None);
            }
            return Err(StateError::Redeclared {
                before: Box::new(before.entity.clone()),
                now: Box::new(entity.clone()),
            });
        }
        Declared::new(entity).map(Some)
    }

    /// The entity with all value fields that it has or had, ready to be declared; `None` if it has
    /// no more fields than before.
    pub(super) fn check_evolution(&self, entity: &Entity) -> Result<Option<Declared>, StateError> {
        match self.check(entity) {
            Err(StateError::Redeclared { before, now }) => match wider(&before, &now) {
                Some(wider) if wider == *before => Ok(None),
                Some(wider) => Declared::new(&wider).map(Some),
                None => Err(StateError::Redeclared { before, now }),
            },
            checked => checked,
        }
    }

    /// Puts a declaration in its place. Returns whether it is a new one.
    pub(super) fn put(&mut self, declared: Declared) -> bool {
        let name = declared.entity.name.as_str();
        let place = self.places.get(name).copied();
        if let Some(before) = place.and_then(|place| self.entities.get_mut(place)) {
            *before = Arc::new(declared);
            return false;
        }
        self.places.insert(name.into(), self.entities.len());
        self.entities.push(Arc::new(declared));
        true
    }
}

/// An entity with the value fields of both, if the common fields agree and all else is the same.
/// Rows may lack the fields that only one of the two has.
fn wider(before: &Entity, now: &Entity) -> Option<Entity> {
    let key = |entity: &Entity| (entity.kind, entity.partition_fields, entity.key.clone());
    if key(before) != key(now) {
        return None;
    }
    let mut wider = before.clone();
    for field in &mut wider.value {
        match now.value.iter().find(|of| of.name == field.name) {
            None => field.optional = true,
            Some(of) if of.ty == field.ty => field.optional |= of.optional,
            Some(_) => return None,
        }
    }
    for field in &now.value {
        if !before.value.iter().any(|of| of.name == field.name) {
            wider.value.push(FieldDecl {
                optional: true,
                ..field.clone()
            });
        }
    }
    Some(wider)
}

impl Declared {
    fn new(entity: &Entity) -> Result<Self, StateError> {
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
                if !value.iter().any(|field| field.name == name) {
                    value.push(FieldDecl::new(name, ty));
                }
            }
        }
        let key = FieldSet::new(Part::Key, entity.key.clone());
        let unique = FieldSet::new(Part::Key, value.clone());
        let value = FieldSet::new(Part::Value, value);
        let storage = match entity.kind {
            EntityKind::View => Storage::View,
            EntityKind::Record | EntityKind::Singleton => Storage::Record,
        };
        Ok(Self {
            entity: entity.clone(),
            storage,
            key,
            value,
            unique,
        })
    }

    /// Appends the sort key of a key's fields.
    #[inline]
    pub(super) fn write_sort_key(
        &self,
        key: RecordRef<'_>,
        want: Want,
        out: &mut SortKey,
    ) -> Result<(), Invalid> {
        self.key.write_sort_key(&self.entity.name, key, want, out)
    }

    /// The fields that keys or values may have, including the fields of every record.
    pub(super) fn fields(&self, part: Part) -> &[FieldDecl] {
        match part {
            Part::Key => self.key.declared(),
            Part::Value => self.value.declared(),
        }
    }

    /// The fields that a key of sys.Uniq may have.
    pub(super) fn unique_fields(&self) -> &FieldSet {
        &self.unique
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
