//! What is declared: entities by name, and where their elements are.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use heeus_abi::manifest::{Entity, FieldDecl, RECORD_ID};
use heeus_abi::{EntityKind, FieldType, RecordRef, Storage, Value};

use super::error::{Invalid, Part, StateError};
use super::events::LogTables;
use super::fields::{FieldSet, Want};
use super::near::near;
use super::order::OrderedKey;
use crate::storage::{self, StorageError, TableId};

/// The record id in a record's value.
pub(super) const SYS_ID: &str = "sys.ID";
/// Value fields that every record has without declaring them.
const SYS_FIELDS: [(&str, FieldType); 2] =
    [(SYS_ID, FieldType::Id), ("sys.IsActive", FieldType::Bool)];

/// Declared entities, and where one workspace has their elements.
#[derive(Clone, Default)]
pub(super) struct Schema {
    declared: Arc<Declarations>,
    /// In the order of the declarations.
    tables: Vec<TableId>,
    /// The workspace that the tables are of; `None` where there is but one, without a name.
    workspace: Option<i64>,
    /// The log of its events, where there is one.
    log: Option<LogTables>,
    /// Whether one of the tables is absent.
    lacks: bool,
}

/// Declared entities, the same in all workspaces.
#[derive(Clone, Default)]
pub(super) struct Declarations {
    places: HashMap<Box<str>, usize>,
    entities: Vec<Arc<Declared>>,
}

/// One declared entity.
pub(super) struct Declared {
    pub(super) entity: Entity,
    pub(super) storage: Storage,
    key: FieldSet,
    value: FieldSet,
}

/// One declared entity and the table of its elements.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) declared: &'a Declared,
    pub(super) id: TableId,
}

impl Deref for Table<'_> {
    type Target = Declared;

    #[inline]
    fn deref(&self) -> &Declared {
        self.declared
    }
}

impl Schema {
    /// What is declared, with tables that are of no workspace.
    pub(super) fn declared(
        declared: &Arc<Declarations>,
        storage: &mut dyn storage::Storage,
    ) -> Result<Self, StorageError> {
        let mut schema = Self {
            declared: Arc::clone(declared),
            lacks: true,
            ..Self::default()
        };
        schema.make_tables(storage)?;
        Ok(schema)
    }

    /// What is declared, with the tables of a workspace as far as they are there. Nothing is made: who asks for a
    /// workspace may choose any.
    pub(super) fn of_workspace(
        declared: &Arc<Declarations>,
        workspace: i64,
        storage: &dyn storage::Storage,
    ) -> Self {
        let log = LogTables::of_workspace(workspace, storage);
        let workspace = Some(workspace);
        let entities = declared.entities.iter().enumerate();
        let tables = entities.map(|(place, declared)| {
            let found = storage.find(&table_name(workspace, declared));
            found.unwrap_or_else(|| absent(place))
        });
        let tables: Vec<TableId> = tables.collect();
        Self {
            lacks: !log.is_there() || tables.iter().any(|table| table.is_absent()),
            tables,
            log: Some(log),
            declared: Arc::clone(declared),
            workspace,
        }
    }

    /// Makes the tables that are not there. Returns those that stood for them, each with the one that is there now.
    pub(super) fn make_tables(
        &mut self,
        storage: &mut dyn storage::Storage,
    ) -> Result<HashMap<TableId, TableId>, StorageError> {
        let mut made = HashMap::new();
        for (place, declared) in self.declared.entities.iter().enumerate() {
            let before = self.tables.get(place).copied();
            if before.is_some_and(|table| !table.is_absent()) {
                continue;
            }
            let table = storage.table(&table_name(self.workspace, declared))?;
            made.extend(before.map(|before| (before, table)));
            match self.tables.get_mut(place) {
                Some(before) => *before = table,
                None => self.tables.push(table),
            }
        }
        if let (Some(workspace), Some(log)) = (self.workspace, &mut self.log) {
            made.extend(log.make(workspace, storage)?);
        }
        let is_there = self.log.is_none_or(LogTables::is_there);
        self.lacks = !is_there || self.tables.iter().any(|table| table.is_absent());
        Ok(made)
    }

    /// Whether one of its tables has this number.
    pub(super) fn has(&self, table: TableId) -> bool {
        self.tables.contains(&table) || self.log.is_some_and(|log| log.has(table))
    }

    /// The entities, the same in all workspaces.
    pub(super) fn declarations(&self) -> &Arc<Declarations> {
        &self.declared
    }

    /// Whether all its tables are there: one that is absent may be made by another state.
    pub(super) fn is_whole(&self) -> bool {
        !self.lacks
    }

    /// The workspace that the tables are of.
    pub(super) fn workspace(&self) -> Option<i64> {
        self.workspace
    }

    /// Where the events of the workspace are, where there is a log of them.
    pub(super) fn log(&self) -> Option<LogTables> {
        self.log
    }

    /// As they were declared, in the order of their declaration.
    pub(super) fn entities(&self) -> impl Iterator<Item = Table<'_>> {
        let entities = self.declared.entities.iter().zip(&self.tables);
        entities.map(|(declared, &id)| Table { declared, id })
    }

    /// The entity of this name in this storage.
    #[inline]
    pub(super) fn find(&self, storage: Storage, entity: &str) -> Result<Table<'_>, Invalid> {
        let found = || {
            let place = self.declared.places.get(entity).copied()?;
            let declared = self.declared.entities.get(place)?;
            let id = self.tables.get(place).copied()?;
            Some(Table { declared, id })
        };
        match found() {
            Some(table) if table.storage == storage => Ok(table),
            _ => Err(self.declared.not_found(storage, entity)),
        }
    }

    /// The entity of sys.Record whose unique fields a key of sys.Uniq has.
    pub(super) fn find_unique(&self, entity: &str) -> Result<Table<'_>, Invalid> {
        let found = self.find(Storage::Record, entity);
        found.map_err(|error| error.wanted_in(Storage::Uniq))
    }

    /// Declares an entity; one that is declared in the same way already is no change.
    pub(super) fn declare(
        self: &mut Arc<Self>,
        entity: &Entity,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        match self.declared.check(entity)? {
            None => Ok(()),
            Some(declared) => self.put(declared, storage),
        }
    }

    /// Declares an entity, or adds the value fields that it has more than before.
    pub(super) fn widen(
        self: &mut Arc<Self>,
        entity: &Entity,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        match self.declared.check_wider(entity)? {
            None => Ok(()),
            Some(declared) => self.put(declared, storage),
        }
    }

    /// Puts a declaration in the place of the one of its name, or behind all.
    fn put(
        self: &mut Arc<Self>,
        declared: Declared,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        let name = table_name(self.workspace, &declared);
        let id = match self.workspace {
            None => Some(storage.table(&name)?),
            Some(_) => storage.find(&name),
        };
        let schema = Self::make_mut(self);
        if Arc::make_mut(&mut schema.declared).put(declared) {
            let id = id.unwrap_or_else(|| absent(schema.tables.len()));
            schema.tables.push(id);
            schema.lacks |= id.is_absent();
        }
        Ok(())
    }

    fn make_mut(this: &mut Arc<Self>) -> &mut Self {
        Arc::make_mut(this)
    }
}

impl Declarations {
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

    /// The entity, ready to be declared; `None` where it is already.
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

    /// The entity with all value fields that it has or had, ready to be declared; `None` where it has no more than before.
    pub(super) fn check_wider(&self, entity: &Entity) -> Result<Option<Declared>, StateError> {
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
    fn put(&mut self, declared: Declared) -> bool {
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

/// An entity with the value fields of both, where these agree and all else is the same.
fn wider(before: &Entity, now: &Entity) -> Option<Entity> {
    let key = |entity: &Entity| (entity.kind, entity.partition_fields, entity.key.clone());
    if key(before) != key(now) {
        return None;
    }
    let mut wider = before.clone();
    for field in &now.value {
        match before.value.iter().find(|of| of.name == field.name) {
            None => wider.value.push(field.clone()),
            Some(of) if of.ty == field.ty => {}
            Some(_) => return None,
        }
    }
    Some(wider)
}

/// Stands for the table of the entity in this place, where it is not there.
fn absent(place: usize) -> TableId {
    TableId::absent(place.saturating_add(super::events::ABSENT_LOGS))
}

/// The name of the table of an entity's elements.
fn table_name(workspace: Option<i64>, declared: &Declared) -> String {
    let (storage, name) = (declared.storage, &declared.entity.name);
    match workspace {
        None => format!("{storage}/{name}"),
        Some(workspace) => format!("{workspace}/{storage}/{name}"),
    }
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
        Ok(Self {
            entity: entity.clone(),
            storage,
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

    /// The fields that keys or values may have, those of every record included.
    pub(super) fn fields(&self, part: Part) -> &[FieldDecl] {
        match part {
            Part::Key => self.key.declared(),
            Part::Value => self.value.declared(),
        }
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
