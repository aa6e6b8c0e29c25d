//! Fields that are unique together: no two active records of an entity have the same values in
//! them.
//!
//! A check reads all records of the entity: there is no index yet.

use std::ops::ControlFlow;

use heeus_abi::manifest::{RECORD_ID, SYS_IS_ACTIVE};
use heeus_abi::{RecordBuf, RecordBuilder, RecordRef, Value};

use super::error::{Duplicate, StateError};
use super::fields::Want;
use super::pending::Pending;
use super::reader::Reader;
use super::render;
use super::schema::Table;
use super::sort_key::SortKey;
use super::unique_fields::{has_values, is_active};
use crate::storage::Write;

/// Checks that a record, as an intent leaves it, shares no values in unique fields with another
/// active record. `changed` holds the fields that the intent sets.
pub(super) fn check(
    run: &Reader,
    table: Table<'_>,
    (key, after): (RecordRef<'_>, RecordRef<'_>),
    changed: RecordRef<'_>,
    pending: &Pending,
) -> Result<(), StateError> {
    let entity = &*table.declared.entity.name;
    for set in run.uniques(entity) {
        let touched = set.iter().map(String::as_str).chain([SYS_IS_ACTIVE]);
        let is_touched = touched.into_iter().any(|name| changed.get(name).is_some());
        if !is_touched || !is_active(after) {
            continue;
        }
        let Some(values) = values_of(set, after)? else {
            continue;
        };
        if let Some(other) = holder(run, table, key, values.as_ref(), pending)? {
            return Err(StateError::Duplicate(Box::new(Duplicate {
                entity: entity.to_owned(),
                key: render::kept(key),
                values: render::kept(values.as_ref()),
                other: render::kept(other.as_ref()),
            })));
        }
    }
    Ok(())
}

/// The values of the fields; `None` if one is absent: an absent field takes part in no check.
fn values_of(set: &[String], record: RecordRef<'_>) -> Result<Option<RecordBuf>, StateError> {
    let mut values = RecordBuilder::new();
    for name in set {
        let Some(value) = record.get(name) else {
            return Ok(None);
        };
        values.put(name, value);
    }
    Ok(Some(values.build()?))
}

/// The key of another active record that has these values after the earlier intents of the run.
fn holder(
    run: &Reader,
    table: Table<'_>,
    key: RecordRef<'_>,
    values: RecordRef<'_>,
    pending: &Pending,
) -> Result<Option<RecordBuf>, StateError> {
    let has = |value: RecordRef<'_>| has_values(value, values);
    let id = |key: RecordRef<'_>| match key.get(RECORD_ID) {
        Some(Value::Id(id)) => Some(id),
        _ => None,
    };
    let latest = |of: RecordRef<'_>| {
        let mut sort_key = SortKey::new();
        let ordered = table
            .declared
            .write_sort_key(of, Want::Whole, &mut sort_key);
        ordered
            .ok()
            .and_then(|()| pending.find(table.id, &sort_key))
    };
    for write in pending.batch().iter() {
        let Write::Put(put) = write else { continue };
        let of = RecordRef::trusted(put.key());
        if put.table == table.id
            && id(of) != id(key)
            && latest(of).is_some_and(|latest| has(RecordRef::trusted(latest.value())))
        {
            return Ok(Some(of.into()));
        }
    }
    let mut found = None;
    run.snapshot().scan(table.id, &[], &mut |element| {
        let of = element.key();
        if id(of) == id(key) || !has(element.value()) || latest(of).is_some() {
            return ControlFlow::Continue(());
        }
        found = Some(of.into());
        ControlFlow::Break(())
    })?;
    Ok(found)
}
