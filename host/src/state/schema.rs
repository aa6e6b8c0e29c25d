//! The schema: declared entities by name, and the tables of their elements.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use heeus_abi::Storage;
use heeus_abi::manifest::Entity;

use super::declared::{Declarations, Declared};
use super::error::{Invalid, StateError};
use super::log_tables::{ABSENT_LOGS, LogTables};
use super::uniques::UniqueSet;
use crate::storage::{self, StorageError, TableId};

/// Declared entities, and the tables of their elements and indexes in one workspace.
#[derive(Clone, Default)]
pub(super) struct Schema {
    declared: Arc<Declarations>,
    /// Tables in the order of the declarations.
    tables: Vec<TableId>,
    /// Tables of the indexes of unique fields, in the order of their declaration; `None` if the
    /// state keeps no index of them here.
    indexes: Vec<Option<TableId>>,
    /// The workspace of the tables; `None` if there is only one, without a name.
    workspace: Option<i64>,
    /// The log of the events of the workspace, if there is one.
    log: Option<LogTables>,
    /// True if one of the tables is absent.
    lacks: bool,
}

/// One declared entity and the table of its elements.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) declared: &'a Declared,
    pub(super) id: TableId,
}

/// Fields that are unique together, and the table of their index, if the state keeps one.
#[derive(Clone, Copy)]
pub(super) struct Unique<'a> {
    pub(super) set: &'a UniqueSet,
    pub(super) index: Option<TableId>,
}

impl Deref for Table<'_> {
    type Target = Declared;

    #[inline]
    fn deref(&self) -> &Declared {
        self.declared
    }
}

impl Schema {
    /// The declarations, with tables that belong to no workspace.
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

    /// The declarations, with the existing tables of a workspace. Creates no table: a caller may
    /// name any workspace.
    pub(super) fn of_workspace(
        declared: &Arc<Declarations>,
        workspace: i64,
        storage: &dyn storage::Storage,
    ) -> Self {
        let log = LogTables::of_workspace(workspace, storage);
        let workspace = Some(workspace);
        let entities = declared.entities.iter().enumerate();
        let tables = entities.map(|(place, entity)| {
            let found = storage.find(&table_name(workspace, declared, entity));
            found.unwrap_or_else(|| absent(place))
        });
        let sets = declared.uniques.all().iter().enumerate();
        let indexes = sets.map(|(place, set)| {
            let name = index_name(workspace, set)?;
            Some(storage.find(&name).unwrap_or_else(|| absent_index(place)))
        });
        let mut schema = Self {
            tables: tables.collect(),
            indexes: indexes.collect(),
            log: Some(log),
            declared: Arc::clone(declared),
            workspace,
            lacks: false,
        };
        schema.lacks = schema.lacks_tables();
        schema
    }

    fn lacks_tables(&self) -> bool {
        let mut tables = self.tables.iter().chain(self.indexes.iter().flatten());
        let has_log = self.log.is_none_or(LogTables::is_there);
        !has_log || tables.any(|table| table.is_absent())
    }

    /// Creates the missing tables. Returns their placeholders, each with its new table.
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
            let table = storage.table(&table_name(self.workspace, &self.declared, declared))?;
            made.extend(before.map(|before| (before, table)));
            match self.tables.get_mut(place) {
                Some(before) => *before = table,
                None => self.tables.push(table),
            }
        }
        self.make_indexes(&mut made, storage)?;
        if let (Some(workspace), Some(log)) = (self.workspace, &mut self.log) {
            made.extend(log.make(workspace, storage)?);
        }
        self.lacks = self.lacks_tables();
        Ok(made)
    }

    /// Creates the missing tables of indexes, and adds their placeholders.
    fn make_indexes(
        &mut self,
        made: &mut HashMap<TableId, TableId>,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StorageError> {
        for (place, set) in self.declared.uniques.all().iter().enumerate() {
            let before = self.indexes.get(place).copied().flatten();
            let name = index_name(self.workspace, set);
            let table = match (before, name) {
                (Some(before), _) if !before.is_absent() => Some(before),
                (_, None) => None,
                (_, Some(name)) => Some(storage.table(&name)?),
            };
            made.extend(before.zip(table));
            match self.indexes.get_mut(place) {
                Some(before) => *before = table,
                None => self.indexes.push(table),
            }
        }
        Ok(())
    }

    /// Returns whether one of the tables has this number.
    pub(super) fn has(&self, table: TableId) -> bool {
        self.tables.contains(&table)
            || self.indexes.contains(&Some(table))
            || self.log.is_some_and(|log| log.has(table))
    }

    /// The entities, the same in all workspaces.
    pub(super) fn declarations(&self) -> &Arc<Declarations> {
        &self.declared
    }

    /// Returns whether all tables exist: another state may create an absent one.
    pub(super) fn is_whole(&self) -> bool {
        !self.lacks
    }

    /// The workspace of the tables.
    pub(super) fn workspace(&self) -> Option<i64> {
        self.workspace
    }

    /// The tables of the log of the workspace, if there is a log.
    pub(super) fn log(&self) -> Option<LogTables> {
        self.log
    }

    /// The entities in the order of their declaration.
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

    /// The entity of sys.Record whose unique fields are in a key of sys.Uniq.
    pub(super) fn find_unique(&self, entity: &str) -> Result<Table<'_>, Invalid> {
        let found = self.find(Storage::Record, entity);
        found.map_err(|error| error.wanted_in(Storage::Uniq))
    }

    /// The table of a view in another workspace, if it exists.
    pub(super) fn view_in(
        &self,
        workspace: i64,
        view: &str,
        storage: &dyn storage::Storage,
    ) -> Option<TableId> {
        let declared = self.find(Storage::View, view).ok()?.declared;
        storage.find(&table_name(Some(workspace), &self.declared, declared))
    }

    /// The unique fields of an entity, set by set.
    pub(super) fn uniques(&self, entity: &str) -> impl Iterator<Item = Unique<'_>> {
        let sets = self.declared.uniques.of(entity);
        sets.map(|(place, set)| Unique {
            set,
            index: self.indexes.get(place).copied().flatten(),
        })
    }

    /// Declares fields unique together. The entity may be declared later.
    pub(super) fn add_unique(
        self: &mut Arc<Self>,
        set: UniqueSet,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StorageError> {
        let name = index_name(self.workspace, &set);
        let table = match (self.workspace, name) {
            (_, None) => None,
            (None, Some(name)) => Some(storage.table(&name)?),
            (Some(_), Some(name)) => {
                let found = storage.find(&name);
                Some(found.unwrap_or_else(|| absent_index(self.indexes.len())))
            }
        };
        let schema = Self::make_mut(self);
        Arc::make_mut(&mut schema.declared).uniques.add(set);
        schema.indexes.push(table);
        schema.lacks |= table.is_some_and(TableId::is_absent);
        Ok(())
    }

    /// Declares an entity. Declaring it again in the same way changes nothing.
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

    /// Declares an entity, or adds its new value fields to the declaration.
    pub(super) fn evolve(
        self: &mut Arc<Self>,
        entity: &Entity,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        match self.declared.check_evolution(entity)? {
            None => Ok(()),
            Some(declared) => self.put(declared, storage),
        }
    }

    /// Replaces the declaration of the same name, or appends a new one.
    fn put(
        self: &mut Arc<Self>,
        declared: Declared,
        storage: &mut dyn storage::Storage,
    ) -> Result<(), StateError> {
        let name = table_name(self.workspace, &self.declared, &declared);
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

/// The placeholder for a missing table of the entity in this place.
fn absent(place: usize) -> TableId {
    TableId::absent(place.saturating_mul(2).saturating_add(ABSENT_LOGS))
}

/// The placeholder for a missing table of the index in this place.
fn absent_index(place: usize) -> TableId {
    TableId::absent(place.saturating_mul(2).saturating_add(ABSENT_LOGS + 1))
}

/// The name of the table of an entity's elements. A view has two tables, which are used in turn.
fn table_name(workspace: Option<i64>, all: &Declarations, declared: &Declared) -> String {
    let (storage, name) = (declared.storage, &declared.entity.name);
    let turn = if all.second.contains(name.as_str()) {
        "\0second"
    } else {
        ""
    };
    match workspace {
        None => format!("{storage}/{name}{turn}"),
        Some(workspace) => format!("{workspace}/{storage}/{name}{turn}"),
    }
}

/// The name of the table of an index of unique fields; `None` if there is none.
fn index_name(workspace: Option<i64>, set: &UniqueSet) -> Option<String> {
    if !set.is_indexed(workspace) {
        return None;
    }
    // No name of a field has a NUL.
    let fields = set.fields.join("\0");
    let name = format!("{}/{}\0{fields}", Storage::Uniq, set.entity);
    Some(match workspace {
        None => name,
        Some(workspace) => format!("{workspace}/{name}"),
    })
}
