//! Fields that are unique together: no two active records of an entity have the same values in
//! them.

use heeus_abi::manifest::{RECORD_ID, SYS_ABSENT, SYS_IS_ACTIVE};
use heeus_abi::{RecordBuilder, RecordRef, Value};

use super::error::{Duplicate, StateError};
use super::pending::Pending;
use super::reader::Reader;
use super::render;
use super::schema::{Table, Unique};
use super::unique_index::{IndexChange, Latest, UniqueIndex, UniqueValues, id_of};
use super::uniques::UniqueSet;

/// A change of a record.
#[derive(Clone, Copy)]
pub(super) struct RecordChange<'a> {
    pub(super) key: RecordRef<'a>,
    pub(super) before: Option<RecordRef<'a>>,
    pub(super) after: RecordRef<'a>,
    /// The fields that the intent sets.
    pub(super) changed: RecordRef<'a>,
}

/// Checks that a record, as an intent leaves it, shares no values in unique fields with another
/// active record. Returns the changes of the indexes that belong to that of the record.
pub(super) fn check(
    run: &Reader,
    table: Table<'_>,
    change: &RecordChange<'_>,
    pending: &Pending,
) -> Result<Vec<IndexChange>, StateError> {
    let mut changes = Vec::new();
    let mut uniques = run.uniques(&table.declared.entity.name).peekable();
    let Some(id) = uniques.peek().and_then(|_| id_of(change.key)) else {
        return Ok(changes);
    };
    for Unique { set, index } in uniques {
        if !is_touched(set, change.changed) {
            continue;
        }
        let after = UniqueValues::of(&set.fields, change.after)?;
        if let Some(values) = &after {
            let records = UniqueIndex {
                records: table.id,
                index,
                latest: Latest {
                    snapshot: run.snapshot(),
                    pending: Some(pending),
                },
            };
            if let Some(other) = records.holder(values, Some(id))? {
                return Err(duplicate(table, change.key, values, other));
            }
        }
        let Some(index) = index else { continue };
        let before = change.before.map(|of| UniqueValues::of(&set.fields, of));
        changes.push(IndexChange {
            index,
            id,
            before: before.transpose()?.flatten(),
            after,
        });
    }
    Ok(changes)
}

/// Returns whether an intent sets a field that decides about the values of a record, or
/// makes fields absent.
fn is_touched(set: &UniqueSet, changed: RecordRef<'_>) -> bool {
    let fields = set.fields.iter().map(String::as_str);
    let mut fields = fields.chain([SYS_IS_ACTIVE, SYS_ABSENT]);
    fields.any(|name| changed.find(name).is_some())
}

#[cold]
fn duplicate(
    table: Table<'_>,
    key: RecordRef<'_>,
    values: &UniqueValues,
    other: i64,
) -> StateError {
    let mut other_key = RecordBuilder::new();
    other_key.put(RECORD_ID, Value::Id(other));
    let other = other_key.build().unwrap_or_default();
    StateError::Duplicate(Box::new(Duplicate {
        entity: table.declared.entity.name.clone(),
        key: render::kept(key),
        values: render::kept(values.record.as_ref()),
        other: render::kept(other.as_ref()),
    }))
}
