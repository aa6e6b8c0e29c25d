//! Taking intents with raw ids: the host gives ids, and puts them in place of the raw ids.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use heeus_abi::manifest::{RECORD_ID, SYS_ID};
use heeus_abi::{Access, EntityKind, IntentRef, Op, RAW_IDS, Storage, Value};

use super::error::StateError;
use super::host_state::HostState;
use super::new_id_error::NewIdError;
use super::new_ids::NewId;
use super::next_ids;
use super::reader::{Place, Reader};
use crate::storage::TableId;

/// Returns whether the intent inserts an element of sys.Record without a key: a new record, or a
/// singleton.
fn is_keyless(intent: &IntentRef<'_>) -> bool {
    intent.op == Op::Insert && intent.key.storage == Storage::Record && intent.key.record.is_empty()
}

/// The number by which an insert introduces a new record, if it does so: `sys.ID` of a record
/// without a key, or an id in the key that is among those that its block counts.
fn introduced(intent: &IntentRef<'_>, counted: &RangeInclusive<i64>) -> Option<i64> {
    let id = if is_keyless(intent) {
        intent.value.get(SYS_ID)
    } else if !counted.is_empty()
        && intent.op == Op::Insert
        && intent.key.storage == Storage::Record
    {
        let id = intent.key.record.get(RECORD_ID);
        id.filter(|id| matches!(id, Value::Id(id) if counted.contains(id)))
    } else {
        None
    };
    match id {
        Some(Value::Id(id)) => Some(id),
        _ => None,
    }
}

/// The intents, unchecked.
fn unchecked(mut rest: &[u8]) -> impl Iterator<Item = IntentRef<'_>> {
    std::iter::from_fn(move || {
        let (intent, size) = IntentRef::trusted(rest)?;
        rest = rest.get(size..)?;
        Some(intent)
    })
}

impl HostState {
    /// The ids that the last applied run gave to its new records, in their order.
    pub fn new_ids(&self) -> &[NewId] {
        &self.outputs.new_ids
    }

    /// The ids that the current run gives to its new records, in their order.
    pub fn pending_new_ids(&self) -> Vec<NewId> {
        self.new_ids.all()
    }

    /// Gives an id for each raw id that these intents of a result block introduce, checked or not.
    /// The block counts the ids of the range as raw ones. After that the intents are
    /// [added](Self::add_intent): they may refer to later ones.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails, [`StateError::NewId`] if all ids were given.
    pub fn give_ids(
        &mut self,
        intents: &[u8],
        counted: RangeInclusive<i64>,
    ) -> Result<(), StateError> {
        let Some(run) = &self.run else {
            return Ok(());
        };
        if run.allow(Storage::Record, Access::Insert).is_err() {
            return Ok(());
        }
        let new = unchecked(intents).filter_map(|intent| {
            let raw = introduced(&intent, &counted).filter(|id| RAW_IDS.contains(id))?;
            Some((record_table(run, intent.key.entity)?, raw))
        });
        // With more of them the run fails.
        let most = run.limits().intents.of(run.kind());
        let new = new.take(usize::try_from(most).unwrap_or(usize::MAX));
        let new: Vec<(TableId, i64)> = new.collect();
        if new.is_empty() {
            return Ok(());
        }
        let explicit = |intent: IntentRef<'_>| match intent.key.record.get(RECORD_ID) {
            Some(Value::Id(id)) if intent.op == Op::Insert => Some(id),
            _ => None,
        };
        let taken: HashSet<i64> = unchecked(intents).filter_map(explicit).collect();
        let first = next_ids::first(&*self.storage, self.schema.workspace())?;
        let seen = (run, &self.pending);
        self.new_ids.count(counted);
        self.new_ids.give(&new, seen, (first, &taken))
    }

    /// Adds an intent, with ids in place of raw ids.
    #[inline]
    pub(super) fn add_with_ids(&mut self, intent: &IntentRef<'_>) -> Result<(), StateError> {
        if !self.new_ids.are_given() && !is_keyless(intent) {
            return self.try_add(intent);
        }
        let introduced = self.introduce(intent)?;
        if !self.new_ids.are_given() {
            return self.try_add(intent);
        }
        let mut room = self.new_ids.take_room();
        let filled = room.fill(intent, introduced, &self.new_ids);
        let added = filled.map_err(StateError::from);
        let added = added.and_then(|intent| self.try_add(&intent));
        self.new_ids.put_back(room);
        added
    }

    /// The raw id that an intent introduces. An id is given for it now, if there is none yet.
    fn introduce(&mut self, intent: &IntentRef<'_>) -> Result<Option<i64>, StateError> {
        let raw = introduced(intent, self.new_ids.counted());
        let (Some(run), Some(raw)) = (&self.run, raw) else {
            return Ok(None);
        };
        let entity = intent.key.entity;
        let Some(table) = record_table(run, entity) else {
            return Ok(None);
        };
        run.allow(Storage::Record, Access::Insert)?;
        if !RAW_IDS.contains(&raw) {
            let (entity, found) = (entity.into(), raw);
            return Err(NewIdError::NotRaw { entity, found }.into());
        }
        if !self.new_ids.has(raw) {
            let first = next_ids::first(&*self.storage, self.schema.workspace())?;
            let seen = (run, &self.pending);
            self.new_ids
                .give(&[(table, raw)], seen, (first, &HashSet::new()))?;
        }
        if !self.new_ids.add(raw) {
            let entity = entity.into();
            return Err(NewIdError::Twice { entity, raw }.into());
        }
        Ok(Some(raw))
    }
}

/// The table of a record entity.
fn record_table(run: &Reader, entity: &str) -> Option<TableId> {
    match run.place(Storage::Record, entity) {
        Ok(Place::Entity(table)) if table.entity.kind == EntityKind::Record => Some(table.id),
        _ => None,
    }
}
