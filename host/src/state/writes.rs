//! The writes of an intent for a view or a record.

use heeus_abi::{EntityKind, IntentRef, Op, RecordRef};

use super::absent;
use super::error::StateError;
use super::fields::Want;
use super::intents::Intents;
use super::limits::Overwrites;
use super::merge::merge;
use super::overwrites;
use super::pending::Pending;
use super::reader::Reader;
use super::render;
use super::schema::Table;
use super::sort_key::SortKey;
use super::unique::{self, RecordChange};

/// Checks an intent for a view or a record and adds its write.
pub(super) fn add_write(
    run: &Reader,
    declared: Table<'_>,
    intent: &IntentRef<'_>,
    intents: &Intents,
    pending: &mut Pending,
    merged: &mut Vec<u8>,
) -> Result<(), StateError> {
    let refuses = run.limits().overwrites == Overwrites::Refuse;
    let key = intent.key.record;
    let mut sort_key = SortKey::new();
    declared.write_sort_key(key, Want::Whole, &mut sort_key)?;
    let split = absent::split(&declared, intent)?;
    let (set, absent) = match &split {
        None => (intent.value, None),
        Some(split) => (split.set.as_ref(), Some(split.absent)),
    };
    declared.check_value(key, set)?;
    let entity = &declared.entity;
    let text = || (entity.name.clone(), render::kept(key));
    let table = declared.id;
    let stored;
    let (before, after) = match intent.op {
        Op::Insert => {
            if entity.kind != EntityKind::View
                && (pending.find(table, &sort_key).is_some()
                    || run.snapshot().get(table, &sort_key)?.is_some())
            {
                let (entity, key) = text();
                return Err(StateError::Exists { entity, key });
            }
            if refuses && pending.find(table, &sort_key).is_some() {
                overwrites::replaced(intents, intent, key)?;
            }
            (None, intent.value)
        }
        Op::Update => {
            merged.clear();
            let before = if let Some(put) = pending.find(table, &sort_key) {
                if refuses {
                    overwrites::check_update(intents, intent, key)?;
                }
                RecordRef::trusted(put.value())
            } else if let Some(element) = run.snapshot().get(table, &sort_key)? {
                stored = element;
                stored.value()
            } else {
                let (entity, key) = text();
                return Err(StateError::Missing { entity, key });
            };
            merge(before, set, absent, merged)?;
            (Some(before), RecordRef::trusted(merged))
        }
    };
    let change = RecordChange {
        key,
        before,
        after,
        changed: intent.value,
    };
    let indexes = unique::check(run, declared, &change, pending)?;
    pending.put(table, key.as_bytes(), after.as_bytes(), &sort_key);
    for change in indexes {
        change.add(run.snapshot(), pending)?;
    }
    Ok(())
}
