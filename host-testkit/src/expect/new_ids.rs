//! New records of a run, under the raw ids that the extension has for them.

use std::ops::RangeInclusive;

use heeus_abi::manifest::SYS_ID;
use heeus_abi::{IntentRef, KeyRef, Op, RAW_IDS, RecordBuf, RecordRef, Storage, map_ids};
use heeus_host::state::NewId;

use super::RecordId;
use super::intent::{ID, Intent};
use super::outcome::Outcome;
use super::value::{Content, DynRecord};

/// The raw id that the n-th call of `new_id` in a run returns, counted from 1: the id of a new
/// record in the intents of an [`Outcome`]. The stored record has another one: see
/// [`Outcome::new_ids`].
///
/// ```
/// use heeus_host_testkit::prelude::*;
///
/// assert_eq!([new_id(1), new_id(2)], [RecordId(65_535), RecordId(65_534)]);
/// ```
pub const fn new_id(n: i64) -> RecordId {
    RecordId(*RAW_IDS.end() + 1 - n)
}

impl Outcome {
    /// The ids that the new records of the run got, each with the raw id that the run had for it,
    /// in the order of their inserts; none if the run failed. The first record of a kit with a raw
    /// id gets the id 65,536.
    pub fn new_ids(&self) -> &[NewId] {
        &self.new_ids
    }
}

/// An intent as the extension made it: with raw ids in place of the ids of new records.
pub(super) fn as_made(intent: &IntentRef<'_>, new_ids: &[NewId]) -> Intent {
    if new_ids.is_empty() {
        return Intent::from(*intent).normal();
    }
    let raw_of = |record: RecordRef<'_>| {
        let mut bytes = RecordBuf::from(record).into_bytes();
        map_ids(&mut bytes, &mut |id| {
            // They are in the order of the ids.
            let place = new_ids.binary_search_by_key(&id, |new| new.id);
            let new = place.ok().and_then(|place| new_ids.get(place));
            new.map_or(id, |new| new.raw)
        });
        bytes
    };
    let (key, value) = (raw_of(intent.key.record), raw_of(intent.value));
    let intent = IntentRef {
        key: KeyRef {
            record: RecordRef::trusted(&key),
            ..intent.key
        },
        value: RecordRef::trusted(&value),
        ..*intent
    };
    Intent::from(intent).normal()
}

/// The raw ids that a block without a count has.
pub(super) const NONE_COUNTED: RangeInclusive<i64> = *RAW_IDS.end() + 1..=*RAW_IDS.end();

/// The intent with the raw id of a new record in its value, as it introduces the raw id.
pub(super) fn introducing(intent: &Intent, new_ids: &[NewId]) -> Intent {
    let mut intent = intent.clone();
    if let Some(Content::Id(id)) = intent.key.get(ID)
        && (intent.op, intent.storage) == (Op::Insert, Storage::Record)
        && new_ids.iter().any(|new| new.raw == *id)
    {
        intent.value = intent.value.with(SYS_ID, RecordId(*id));
        intent.key = DynRecord::new();
    }
    intent
}
