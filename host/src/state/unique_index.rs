//! The index of unique fields: the ids of the active records of an entity, by their values.
//!
//! Each set of fields has a table of its own in each workspace. A row is written in the same batch
//! as the record that it is about. It has one id, or more if records were put into a state without
//! a check. A storage cannot remove single elements, so a row without ids takes the place of a
//! removed one: there is at most one row for each combination of values that ever occurred.
//!
//! The values of a record decide, not the index: it only says which records to compare.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{ArrayBuf, EncodeError, Items, RecordBuf, RecordBuilder, RecordRef, Value};
use sha2::{Digest, Sha256};

use super::error::StateError;
use super::pending::Pending;
use super::sort_key::{self, SortKey};
use super::unique_fields::{has_values, values_of};
use crate::storage::{Batch, ScanRange, Snapshot, StorageError, TableId, Write};

/// Field of the rows: the ids, in ascending order.
const IDS: &str = "IDs";
/// Most bytes of values that are a key as they are. Longer ones are hashed.
const WHOLE: usize = 64;
/// First bytes of keys.
const IS_WHOLE: u8 = 0;
const IS_HASHED: u8 = 1;

/// The values of a record in a set of unique fields.
pub(super) struct UniqueValues {
    pub(super) record: RecordBuf,
    /// The place of their row in the index.
    key: Box<[u8]>,
}

impl UniqueValues {
    /// The values of a record; `None` if it shares them with no other record, whatever that has.
    pub(super) fn of(
        fields: &[String],
        record: RecordRef<'_>,
    ) -> Result<Option<Self>, EncodeError> {
        let Some(values) = values_of(fields, record)? else {
            return Ok(None);
        };
        let key = key_of(values.as_ref());
        Ok(key.map(|key| Self {
            record: values,
            key,
        }))
    }
}

/// The key of values in the index.
fn key_of(values: RecordRef<'_>) -> Option<Box<[u8]>> {
    let mut bytes = SortKey::new();
    for index in 0..values.len() {
        let raw = values.raw(index)?;
        bytes.append(raw.value()?.field_type(), &raw)?;
    }
    // A hash that nobody can find collisions of: a client that chooses values cannot fill a row.
    Some(if bytes.len() <= WHOLE {
        [&[IS_WHOLE], &*bytes].concat().into()
    } else {
        [&[IS_HASHED], &*Sha256::digest(&*bytes)].concat().into()
    })
}

/// The records of an entity and the index of one set of its unique fields.
pub(super) struct UniqueIndex<'a> {
    /// The table of the records.
    pub(super) records: TableId,
    /// The table of the index, if there is one.
    pub(super) index: Option<TableId>,
    pub(super) latest: Latest<'a>,
}

/// Stored elements, and the writes of a run that come first.
#[derive(Clone, Copy)]
pub(super) struct Latest<'a> {
    pub(super) snapshot: &'a dyn Snapshot,
    pub(super) pending: Option<&'a Pending>,
}

impl Latest<'_> {
    /// Reads the value of an element.
    fn read<T>(
        self,
        (table, sort_key): (TableId, &[u8]),
        read: impl FnOnce(RecordRef<'_>) -> T,
    ) -> Result<Option<T>, StorageError> {
        let pending = self.pending.and_then(|of| of.find(table, sort_key));
        if let Some(put) = pending {
            return Ok(Some(read(RecordRef::trusted(put.value()))));
        }
        let element = self.snapshot.get(table, sort_key)?;
        Ok(element.map(|element| read(element.value())))
    }
}

impl UniqueIndex<'_> {
    /// The id of an active record that has these values, except this one. If there are several, it
    /// is the least.
    pub(super) fn holder(
        &self,
        values: &UniqueValues,
        except: Option<i64>,
    ) -> Result<Option<i64>, StorageError> {
        let ids = match self.index {
            Some(index) => self
                .latest
                .read((index, &values.key), ids_of)?
                .unwrap_or_default(),
            None => self.all_ids(values)?,
        };
        let has = |record: RecordRef<'_>| has_values(record, values.record.as_ref());
        for id in ids.into_iter().filter(|id| Some(*id) != except) {
            let sort_key = sort_key::of_id(id);
            if self.latest.read((self.records, &sort_key), has)? == Some(true) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The ids of all records that may have these values, found without an index.
    fn all_ids(&self, values: &UniqueValues) -> Result<Vec<i64>, StorageError> {
        let mut ids = Vec::new();
        let pending = self
            .latest
            .pending
            .into_iter()
            .flat_map(|of| of.batch().iter());
        for write in pending {
            if let Write::Put(put) = write
                && put.table == self.records
            {
                ids.extend(id_of(RecordRef::trusted(put.key())));
            }
        }
        self.latest
            .snapshot
            .scan(self.records, &ScanRange::ALL, &mut |record| {
                if has_values(record.value(), values.record.as_ref()) {
                    ids.extend(id_of(record.key()));
                }
                ControlFlow::Continue(())
            })?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}

/// The change of an index that belongs to the change of a record.
pub(super) struct IndexChange {
    pub(super) index: TableId,
    pub(super) id: i64,
    pub(super) before: Option<UniqueValues>,
    pub(super) after: Option<UniqueValues>,
}

impl IndexChange {
    /// Adds the change to the writes of a run.
    pub(super) fn add(
        &self,
        snapshot: &dyn Snapshot,
        pending: &mut Pending,
    ) -> Result<(), StateError> {
        let [before, after] = [&self.before, &self.after].map(|of| of.as_ref().map(|of| &*of.key));
        if before == after {
            return Ok(());
        }
        for (key, is_new) in [(before, false), (after, true)] {
            let Some(key) = key else { continue };
            let latest = Latest {
                snapshot,
                pending: Some(pending),
            };
            let ids = latest.read((self.index, key), ids_of)?;
            let mut ids = ids.unwrap_or_default();
            ids.retain(|id| *id != self.id);
            if is_new {
                ids.insert(ids.partition_point(|id| *id < self.id), self.id);
            }
            pending.put_beside(self.index, row_of(&ids)?.as_ref().as_bytes(), key);
        }
        Ok(())
    }
}

/// The id in the key of a record; a singleton has none.
pub(super) fn id_of(key: RecordRef<'_>) -> Option<i64> {
    match key.get(RECORD_ID) {
        Some(Value::Id(id)) => Some(id),
        _ => None,
    }
}

fn ids_of(row: RecordRef<'_>) -> Vec<i64> {
    let Some(Value::Array(ids)) = row.get(IDS) else {
        return Vec::new();
    };
    let ids = ids.iter().filter_map(|id| match id {
        Value::Id(id) => Some(id),
        _ => None,
    });
    ids.collect()
}

fn row_of(ids: &[i64]) -> Result<RecordBuf, EncodeError> {
    let array;
    let mut row = RecordBuilder::new();
    if !ids.is_empty() {
        array = ArrayBuf::new(Items::Id(ids))?;
        row.put(IDS, Value::Array(array.as_ref()));
    }
    row.build()
}

/// Adds the rows of the index of these fields for all records of an entity, in the place of all
/// earlier ones.
pub(super) fn add_index(
    fields: &[String],
    (records, index): (TableId, TableId),
    snapshot: &dyn Snapshot,
    batch: &mut Batch,
) -> Result<(), StateError> {
    let mut rows: BTreeMap<Box<[u8]>, Vec<i64>> = BTreeMap::new();
    let mut failed = Ok(());
    snapshot.scan(records, &ScanRange::ALL, &mut |record| {
        let values = UniqueValues::of(fields, record.value());
        match (values, id_of(record.key())) {
            (Ok(Some(values)), Some(id)) => rows.entry(values.key).or_default().push(id),
            (Err(error), _) => failed = Err(error),
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    failed?;
    batch.clear_table(index);
    for (key, ids) in rows {
        let row = row_of(&ids)?;
        batch.put(
            index,
            RecordRef::empty().as_bytes(),
            row.as_ref().as_bytes(),
            &key,
        );
    }
    Ok(())
}
