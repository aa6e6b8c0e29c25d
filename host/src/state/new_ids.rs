//! The ids of new records: a run names its records by raw ids, and the host gives each an id.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use heeus_abi::manifest::{RECORD_ID, SYS_ID};
use heeus_abi::{
    EncodeError, IntentRef, KeyRange, KeyRef, RAW_IDS, RecordBuilder, RecordRef, Value, encode_key,
    map_ids,
};

use super::error::StateError;
use super::intents::KEPT_ROOM;
use super::new_id_error::NewIdError;
use super::pending::Pending;
use super::reader::Reader;
use super::sort_key;
use crate::storage::TableId;

/// The id of a new record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewId {
    /// The raw id, by which the run named the record.
    pub raw: i64,
    /// The id that the record has.
    pub id: i64,
}

/// The ids of the new records of a run.
pub(super) struct NewIds {
    /// The ids that the result block counts as raw ones.
    counted: RangeInclusive<i64>,
    /// In ascending order of the raw ids.
    given: Vec<Given>,
    /// The first id that was never given, if the runs have asked for it.
    next: Option<i64>,
    /// Room for intents with ids in place of raw ids.
    room: Room,
}

#[derive(Clone, Copy)]
struct Given {
    new: NewId,
    /// True if the run has added the record.
    is_added: bool,
}

/// No ids.
const NONE: RangeInclusive<i64> = *RAW_IDS.end() + 1..=*RAW_IDS.end();

impl Default for NewIds {
    fn default() -> Self {
        Self {
            counted: NONE,
            given: Vec::new(),
            next: None,
            room: Room::default(),
        }
    }
}

impl NewIds {
    pub(super) fn counted(&self) -> &RangeInclusive<i64> {
        &self.counted
    }

    /// Takes the ids of this range for raw ones, until the end of the run.
    pub(super) fn count(&mut self, counted: RangeInclusive<i64>) {
        self.counted = counted;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.given.is_empty() && self.next.is_none()
    }

    /// The ids in the order in which they were given.
    pub(super) fn all(&self) -> Vec<NewId> {
        let mut all: Vec<NewId> = self.given.iter().map(|given| given.new).collect();
        all.sort_unstable_by_key(|new| new.id);
        all
    }

    /// The first id that was never given, if ids were given.
    pub(super) fn next(&self) -> Option<i64> {
        self.next
    }

    /// Begins another run, whose ids are different ones.
    pub(super) fn begin_run(&mut self) {
        self.given.clear();
        self.counted = NONE;
    }

    pub(super) fn clear(&mut self) {
        self.given = Vec::new();
        self.counted = NONE;
        self.next = None;
        self.room.shrink();
    }

    /// Returns whether the run has new records.
    #[inline]
    pub(super) fn are_given(&self) -> bool {
        !self.given.is_empty()
    }

    /// Gives an id for each of these raw ids, whose records are of these tables.
    pub(super) fn give(
        &mut self,
        new: &[(TableId, i64)],
        (run, pending): (&Reader, &Pending),
        (first, taken): (i64, &HashSet<i64>),
    ) -> Result<(), StateError> {
        for &(table, raw) in new {
            let id = self.next_for((table, run, pending), first, taken)?;
            self.given.push(Given {
                new: NewId { raw, id },
                is_added: false,
            });
        }
        self.given.sort_by_key(|given| given.new.raw);
        self.given.dedup_by_key(|given| given.new.raw);
        Ok(())
    }

    /// Returns whether an id is given for the raw id.
    pub(super) fn has(&self, raw: i64) -> bool {
        self.find(raw).is_ok()
    }

    /// Adds the record of a raw id. Returns false if it was added before.
    pub(super) fn add(&mut self, raw: i64) -> bool {
        let given = self.find(raw).ok().and_then(|at| self.given.get_mut(at));
        given.is_some_and(|given| !std::mem::replace(&mut given.is_added, true))
    }

    /// Takes the room for intents, which [`put_back`](Self::put_back) returns.
    pub(super) fn take_room(&mut self) -> Room {
        std::mem::take(&mut self.room)
    }

    pub(super) fn put_back(&mut self, room: Room) {
        self.room = room;
    }

    fn find(&self, raw: i64) -> Result<usize, usize> {
        self.given.binary_search_by_key(&raw, |given| given.new.raw)
    }

    /// The id in place of this one.
    fn id_of(&self, id: i64) -> i64 {
        if !RAW_IDS.contains(&id) {
            return id;
        }
        let given = self.find(id).ok().and_then(|at| self.given.get(at));
        given.map_or(id, |given| given.new.id)
    }

    /// Gives an id for a record of this table: one that no record has, and none of `taken`.
    fn next_for(
        &mut self,
        (table, run, pending): (TableId, &Reader, &Pending),
        first: i64,
        taken: &HashSet<i64>,
    ) -> Result<i64, StateError> {
        let mut id = self.next.unwrap_or(first);
        // Twice as far each time: an application may have numbered a million records itself, and a
        // run that is refused stores nothing of what it found.
        let mut step: i64 = 1;
        loop {
            let after = id.checked_add(1).ok_or(NewIdError::NoneLeft)?;
            self.next = Some(after);
            let key = sort_key::of_id(id);
            if !taken.contains(&id)
                && pending.find(table, &key).is_none()
                && run.snapshot().get(table, &key)?.is_none()
            {
                return Ok(id);
            }
            id = id.checked_add(step).ok_or(NewIdError::NoneLeft)?;
            step = step.saturating_mul(2);
        }
    }
}

/// Room for the key and the value of an intent.
#[derive(Default)]
pub(super) struct Room {
    key: Vec<u8>,
    key_record: Vec<u8>,
    value: Vec<u8>,
}

impl Room {
    fn shrink(&mut self) {
        for room in [&mut self.key, &mut self.key_record, &mut self.value] {
            room.clear();
            room.shrink_to(KEPT_ROOM);
        }
    }

    /// Copies an intent, with ids in place of raw ids. The id of a new record is in its key only.
    pub(super) fn fill<'a>(
        &'a mut self,
        intent: &IntentRef<'a>,
        introduced: Option<i64>,
        ids: &NewIds,
    ) -> Result<IntentRef<'a>, EncodeError> {
        let KeyRef {
            storage, entity, ..
        } = intent.key;
        if let Some(raw) = introduced {
            let mut key = RecordBuilder::new();
            key.put(RECORD_ID, Value::Id(raw));
            self.key_record = key.build()?.into_bytes();
            let mut value = RecordBuilder::new();
            for field in intent.value.fields() {
                if (field.name, field.value) != (SYS_ID, Value::Id(raw)) {
                    value.put(field.name, field.value);
                }
            }
            self.value = value.build()?.into_bytes();
        } else {
            self.key_record.clear();
            self.key_record
                .extend_from_slice(intent.key.record.as_bytes());
            self.value.clear();
            self.value.extend_from_slice(intent.value.as_bytes());
        }
        map_ids(&mut self.key_record, &mut |id| ids.id_of(id));
        map_ids(&mut self.value, &mut |id| ids.id_of(id));
        let record = RecordRef::trusted(&self.key_record);
        self.key.clear();
        let fields: Vec<_> = record.fields().collect();
        encode_key(storage, entity, &fields, &mut self.key)?;
        Ok(IntentRef {
            op: intent.op,
            key: KeyRef {
                storage,
                entity,
                record,
                range: KeyRange::ALL,
            },
            key_bytes: &self.key,
            value: RecordRef::trusted(&self.value),
        })
    }
}
