//! The database of a durable storage, for everything moved out of the log: all elements in one
//! ordered table of a file.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;

use redb::{
    Builder, Database, DatabaseError, Range, ReadOnlyTable, ReadableDatabase, ReadableTable,
    TableDefinition,
};

use super::super::{Element, ScanRange, TableId};
use super::folder::is_there;
use super::log;
use super::over::Over;

/// The number of the table, then the sort key.
type Key = (u32, &'static [u8]);

/// Under each key the length of the key record, little-endian, and both records.
const ELEMENTS: TableDefinition<'_, Key, &[u8]> = TableDefinition::new("elements");
const TABLES: TableDefinition<'_, &str, u32> = TableDefinition::new("tables");
/// The one entry is the [`Mark`], number and salt.
const MARK: TableDefinition<'_, (), (u64, u64)> = TableDefinition::new("mark");

/// Bytes of the file that are cached in memory; the default of the database is 1 GiB.
const CACHE: usize = 64 << 20;

/// The point from which the log continues.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// The number of the last sync that is in the database.
    pub(super) synced: u64,
    /// The salt of the frames that are not in the database.
    pub(super) salt: u64,
}

/// An open database.
pub(super) struct Base(Arc<Database>);

/// The elements of a database at one moment.
pub(super) struct BaseSnapshot {
    elements: ReadOnlyTable<Key, &'static [u8]>,
    // Reads fail after the database is closed, so it stays open.
    _open: Arc<Database>,
}

impl Base {
    /// Opens or creates the database of a new storage, or of one whose creation was cut off. A
    /// whole database is used. A damaged one is created anew only if no sync can have been done:
    /// the log gets its first sync after the whole database was written.
    pub(super) fn make(path: &Path, log: &Path) -> Result<Self, String> {
        if is_there(path)? {
            let opened = Self::open(path, false);
            match opened.and_then(|base| base.mark().map(|_| base)) {
                Err(_) if !log::is_used(log)? => {
                    fs::remove_file(path)
                        .map_err(|error| format!("cannot create its database again: {error}"))?;
                }
                opened => return opened,
            }
        } else if log::is_used(log)? {
            return Err("damaged: expected a database beside its log".into());
        }
        Self::open(path, true)
    }

    /// Opens a database and checks all of it, or creates one.
    pub(super) fn open(path: &Path, is_new: bool) -> Result<Self, String> {
        let mut builder = Builder::new();
        builder
            .set_check_integrity_on_open(true)
            .set_cache_size(CACHE);
        let opened = if is_new {
            builder.create(path)
        } else {
            builder.open(path)
        };
        let base = opened.map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => "in use: a snapshot has it open".to_owned(),
            DatabaseError::Storage(redb::StorageError::Io(error)) => {
                format!("damaged, or cannot be read: expected a database ({error})")
            }
            error => format!("damaged: expected a whole database ({error})"),
        })?;
        let base = Self(Arc::new(base));
        if is_new {
            let salt = new_salt();
            base.write(&Over::default(), [], Mark { synced: 0, salt })?;
        }
        Ok(base)
    }

    /// Writes everything and sets the mark, durably; all or nothing.
    pub(super) fn write<'a>(
        &self,
        over: &Over,
        names: impl IntoIterator<Item = (&'a str, TableId)>,
        mark: Mark,
    ) -> Result<(), String> {
        let transaction = self.0.begin_write().map_err(text)?;
        {
            let mut tables = transaction.open_table(TABLES).map_err(text)?;
            for (name, table) in names {
                tables.insert(name, table.0).map_err(text)?;
            }
            let mut elements = transaction.open_table(ELEMENTS).map_err(text)?;
            for table in over.cleared() {
                let all = (table.0, &[][..])..(table.0 + 1, &[][..]);
                elements.retain_in(all, |_, _| false).map_err(text)?;
            }
            let mut value = Vec::new();
            over.each(&mut |table, element| {
                set_value(&mut value, element);
                let key = (table.0, element.sort_key());
                elements.insert(key, &*value).map_err(text)?;
                Ok(())
            })?;
            let mut marks = transaction.open_table(MARK).map_err(text)?;
            marks.insert((), (mark.synced, mark.salt)).map_err(text)?;
        }
        transaction.commit().map_err(text)
    }

    /// The elements in their present state.
    pub(super) fn snapshot(&self) -> Result<BaseSnapshot, String> {
        let transaction = self.0.begin_read().map_err(text)?;
        Ok(BaseSnapshot {
            elements: transaction.open_table(ELEMENTS).map_err(text)?,
            _open: Arc::clone(&self.0),
        })
    }

    pub(super) fn mark(&self) -> Result<Mark, String> {
        let transaction = self.0.begin_read().map_err(text)?;
        let marks = transaction.open_table(MARK).map_err(text)?;
        let mark = marks.get(()).map_err(text)?;
        let mark = mark.ok_or("damaged: expected the number of a sync in its database")?;
        let (synced, salt) = mark.value();
        Ok(Mark { synced, salt })
    }

    /// All tables by name, numbered from 0.
    pub(super) fn tables(&self) -> Result<HashMap<Box<str>, TableId>, String> {
        let transaction = self.0.begin_read().map_err(text)?;
        let tables = transaction.open_table(TABLES).map_err(text)?;
        let (mut found, mut numbers) = (HashMap::new(), Vec::new());
        for entry in tables.iter().map_err(text)? {
            let (name, table) = entry.map_err(text)?;
            numbers.push(table.value());
            found.insert(name.value().into(), TableId(table.value()));
        }
        numbers.sort_unstable();
        if !(0..)
            .zip(&numbers)
            .all(|(at, &number): (u32, _)| at == number)
        {
            let count = numbers.len();
            return Err(format!(
                "damaged: expected {count} tables from 0 on, each once"
            ));
        }
        Ok(found)
    }
}

impl BaseSnapshot {
    pub(super) fn get(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, String> {
        let found = self.elements.get((table.0, sort_key)).map_err(text)?;
        found.map(|stored| element(stored.value())).transpose()
    }

    /// The elements in a range, which is not empty.
    pub(super) fn under(&self, table: TableId, range: &ScanRange<'_>) -> Result<Under, String> {
        let until = match range.until {
            Some(until) => (table.0, until),
            None => (table.0 + 1, &[][..]),
        };
        let elements = self.elements.range((table.0, range.from)..until);
        let mut under = Under {
            elements: elements.map_err(text)?,
            is_reverse: range.is_reverse,
            next: None,
        };
        under.advance()?;
        Ok(under)
    }
}

type Entry = (
    redb::AccessGuard<'static, Key>,
    redb::AccessGuard<'static, &'static [u8]>,
);

/// A cursor over the elements in a range.
pub(super) struct Under {
    elements: Range<'static, Key, &'static [u8]>,
    is_reverse: bool,
    next: Option<Entry>,
}

impl Under {
    /// Moves on to the next element, if there is one.
    pub(super) fn advance(&mut self) -> Result<(), String> {
        let next = if self.is_reverse {
            self.elements.next_back()
        } else {
            self.elements.next()
        };
        self.next = next.transpose().map_err(text)?;
        Ok(())
    }

    /// Changes an order of sort keys to the order in which the cursor meets them.
    pub(super) fn order(&self, keys: Ordering) -> Ordering {
        if self.is_reverse {
            keys.reverse()
        } else {
            keys
        }
    }

    /// The sort key of the next element.
    pub(super) fn sort_key(&self) -> Option<&[u8]> {
        self.next.as_ref().map(|(key, _)| key.value().1)
    }

    pub(super) fn element(&self) -> Result<Option<Element>, String> {
        let next = self.next.as_ref();
        next.map(|(_, stored)| element(stored.value())).transpose()
    }
}

/// Returns a number that nobody can predict.
pub(super) fn new_salt() -> u64 {
    RandomState::new().hash_one(())
}

fn set_value(out: &mut Vec<u8>, element: &Element) {
    let key = u32::try_from(element.key().as_bytes().len());
    out.clear();
    // An element has less than 4 GiB.
    out.extend_from_slice(&key.unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(element.records());
}

fn element(stored: &[u8]) -> Result<Element, String> {
    let parts = stored.split_first_chunk();
    let parts = parts.map(|(&key, both)| (both, u32::from_le_bytes(key) as usize));
    let parts = parts.filter(|&(both, key)| key <= both.len() && u32::try_from(both.len()).is_ok());
    let (both, key) = parts.ok_or("damaged: expected an element of two records")?;
    Ok(Element::from_buffer(both, key, both.len()))
}

fn text(error: impl Into<redb::Error>) -> String {
    error.into().to_string()
}
