//! Pending intents, as the run added them.

use heeus_abi::layout::{intent, key};
use heeus_abi::{IntentRef, KeyRange, KeyRef, Op, RecordRef, Storage};

/// Bytes of capacity that stay for the next run.
pub(super) const KEPT_ROOM: usize = 1 << 20;
/// Intents, writes and outputs that capacity stays for.
pub(super) const KEPT_PLACES: usize = 1 << 12;

/// The intents of a run, in order, in one flat buffer: the same bytes as in a result block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intents {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

/// The place of one intent in the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    op: Op,
    storage: Storage,
    key: usize,
    entity_len: usize,
    key_record: usize,
    value: usize,
    end: usize,
}

impl Intents {
    /// Number of intents.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns whether there are no intents.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// All intents, one after the other, as in a result block.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The intent at this place.
    pub fn get(&self, index: usize) -> Option<IntentRef<'_>> {
        self.view(*self.spans.get(index)?)
    }

    /// The intents, in the order in which the run added them.
    pub fn iter(&self) -> impl Iterator<Item = IntentRef<'_>> {
        self.spans.iter().filter_map(|&span| self.view(span))
    }

    /// The intents for this storage.
    pub(super) fn of(&self, storage: Storage) -> impl Iterator<Item = IntentRef<'_>> {
        let spans = self
            .spans
            .iter()
            .filter(move |span| span.storage == storage);
        spans.filter_map(|&span| self.view(span))
    }

    fn view(&self, span: Span) -> Option<IntentRef<'_>> {
        let bytes = &self.bytes;
        let entity = span.key + key::ENTITY;
        let entity = bytes.get(entity..entity + span.entity_len)?;
        Some(IntentRef {
            op: span.op,
            key: KeyRef {
                storage: span.storage,
                entity: std::str::from_utf8(entity).ok()?,
                record: RecordRef::trusted(bytes.get(span.key_record..span.value)?),
                range: KeyRange::ALL,
            },
            key_bytes: bytes.get(span.key..span.value)?,
            value: RecordRef::trusted(bytes.get(span.value..span.end)?),
        })
    }

    /// Adds an intent whose parts are each within the limits of a block.
    pub(super) fn push(&mut self, made: &IntentRef<'_>) {
        let start = self.bytes.len();
        made.append_to(&mut self.bytes);
        let end = self.bytes.len();
        let value = end - made.value.as_bytes().len();
        self.spans.push(Span {
            op: made.op,
            storage: made.key.storage,
            key: start + intent::KEY,
            entity_len: made.key.entity.len(),
            key_record: value - made.key.record.as_bytes().len(),
            value,
            end,
        });
    }

    /// Drops all intents and keeps the capacity that a usual run needs.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT_ROOM);
        self.spans.clear();
        self.spans.shrink_to(KEPT_PLACES);
    }
}
