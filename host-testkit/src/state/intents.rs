//! Pending intents, as they were made.

use heeus_abi::layout::{self, intent, key};
use heeus_abi::{IntentRef, KeyRef, Op, RecordRef, Storage};

/// Bytes of room that stay for the next run.
pub(super) const KEPT_ROOM: usize = 1 << 20;

/// The intents of a run, in order, in one flat buffer: the same bytes as in a result block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intents {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

/// Where one intent is.
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

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// All intents, one after the other, as they stand in a result block.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The intent at this place.
    pub fn get(&self, index: usize) -> Option<IntentRef<'_>> {
        self.view(*self.spans.get(index)?)
    }

    /// The intents, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = IntentRef<'_>> {
        self.spans.iter().filter_map(|&span| self.view(span))
    }

    /// Those that go to this storage.
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
            },
            key_bytes: bytes.get(span.key..span.value)?,
            value: RecordRef::trusted(bytes.get(span.value..span.end)?),
        })
    }

    /// Bytes that the intent takes here.
    pub(super) fn size_of(made: &IntentRef<'_>) -> usize {
        let entity = made.key.entity.len();
        let records = made.key.record.as_bytes().len() + made.value.as_bytes().len();
        intent::KEY + key::ENTITY + entity + layout::gap(entity) + records
    }

    /// Adds an intent whose parts are each within the limits of a block.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes are below MAX_BLOCK, names below MAX_NAME"
    )]
    pub(super) fn push(&mut self, made: &IntentRef<'_>) {
        let bytes = &mut self.bytes;
        let start = bytes.len();
        let size = Self::size_of(made);
        let KeyRef {
            storage,
            entity,
            record,
        } = made.key;
        let key_size = size - intent::KEY - made.value.as_bytes().len();
        bytes.reserve(size);
        bytes.extend_from_slice(&made.op.number().to_le_bytes());
        bytes.extend_from_slice(&(size as u32).to_le_bytes());
        bytes.extend_from_slice(&(key_size as u32).to_le_bytes());
        bytes.extend_from_slice(&(storage as u16).to_le_bytes());
        bytes.extend_from_slice(&(entity.len() as u16).to_le_bytes());
        bytes.extend_from_slice(entity.as_bytes());
        bytes.extend_from_slice(&[0; layout::ALIGN][..layout::gap(entity.len())]);
        let key_record = bytes.len();
        bytes.extend_from_slice(record.as_bytes());
        let value = bytes.len();
        bytes.extend_from_slice(made.value.as_bytes());
        self.spans.push(Span {
            op: made.op,
            storage,
            key: start + intent::KEY,
            entity_len: entity.len(),
            key_record,
            value,
            end: self.bytes.len(),
        });
    }

    /// Forgets all and keeps the room that a usual run needs.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT_ROOM);
        self.spans.clear();
    }
}
