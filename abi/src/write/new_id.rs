//! Inserts of new records by raw ids.

use crate::bytes::{slice_at, u16_at, u32_at, u64_at};
use crate::layout::{self, field, intent, key, record};
use crate::manifest::{RECORD_ID, SYS_ID};
use crate::name::{entry_word, prefix};
use crate::{EncodeError, FieldType, Op, Storage, limits};

/// Bytes of a record of a single field with a short name, as a key has it.
const ID_RECORD: usize = 32;
/// Bytes by which a key without its field is smaller.
const SAVED: usize = ID_RECORD - record::EMPTY;

/// Turns the insert of a record by its id, a raw id that `is_raw` accepts, into the insert of a new
/// record: the id moves from the key into the value, as `sys.ID`. Other intents stay as they are.
/// Returns the bytes that the intent is smaller by. A writer without room has written no intent.
///
/// # Errors
/// [`EncodeError::TooManyFields`] if the value has no room for another field.
pub fn introduce(
    intent: &mut [u8],
    is_raw: impl FnOnce(u64) -> bool,
) -> Result<usize, EncodeError> {
    let Some(raw) = raw_id(intent).filter(|raw| is_raw(*raw)) else {
        return Ok(0);
    };
    let key_end = intent::KEY + number(intent, intent::KEY + key::SIZE);
    let value = Value::at(intent, key_end);
    let has_room = value.count < limits::MAX_FIELDS && value.names_end + ADDED <= limits::MAX_HEAD;
    if !has_room && !value.has_id {
        return Err(EncodeError::TooManyFields);
    }
    put(
        intent,
        intent::KEY + key::SIZE,
        key_end - intent::KEY - SAVED,
    );
    put(intent, key_end - ID_RECORD, record::EMPTY);
    put(intent, key_end - ID_RECORD + 4, 0);
    let grown = value.add_id(intent, raw);
    let saved = SAVED - grown;
    put(intent, intent::SIZE, number(intent, intent::SIZE) - saved);
    Ok(saved)
}

/// Bytes of a table entry for `sys.ID`, and of the name.
const ADDED: usize = field::ENTRY + SYS_ID.len();

/// The id in the key of an insert of a record.
fn raw_id(bytes: &[u8]) -> Option<u64> {
    let head = number(bytes, intent::KEY + key::STORAGE);
    if number(bytes, intent::SIZE) != bytes.len()
        || number(bytes, intent::OP) != Op::Insert as usize
        || head & 0xffff != Storage::Record as usize
    {
        return None;
    }
    let entity = head >> 16;
    let at = intent::KEY + key::ENTITY + entity + layout::gap(entity);
    let word = entry_word(prefix(RECORD_ID), RECORD_ID, FieldType::Id, ID_NAME);
    let entry = at + record::TABLE;
    // A singleton has no key.
    let is_id = number(bytes, at + record::SIZE) == ID_RECORD
        && u64_at(bytes, entry) == Some(word)
        && number(bytes, intent::KEY + key::SIZE) == at + ID_RECORD - intent::KEY;
    u64_at(bytes, entry + field::SLOT).filter(|_| is_id)
}

/// The place of the name in a record of a single field.
const ID_NAME: usize = record::TABLE + field::ENTRY;

/// The record of a value: its place in the intent, and its parts.
struct Value {
    at: usize,
    count: usize,
    /// The number of fields before `sys.ID`.
    before: usize,
    /// The end of the names of these fields.
    names_before: usize,
    names_end: usize,
    /// True if it has `sys.ID` already.
    has_id: bool,
}

impl Value {
    fn at(intent: &[u8], at: usize) -> Self {
        let count = u16_at(intent, at + record::COUNT).unwrap_or(0).into();
        let start = record::TABLE + count * field::ENTRY;
        let mut value = Self {
            at,
            count,
            before: 0,
            names_before: start,
            names_end: start,
            has_id: false,
        };
        for index in 0..count {
            let entry = at + record::TABLE + index * field::ENTRY;
            let length = number(intent, entry + field::TYPE) >> 8 & 0xff;
            let name = slice_at(intent, at + value.names_end, length).unwrap_or_default();
            value.names_end += length;
            value.has_id |= name == SYS_ID.as_bytes();
            if name < SYS_ID.as_bytes() {
                (value.before, value.names_before) = (index + 1, value.names_end);
            }
        }
        value
    }

    /// Moves the record to the front by [`SAVED`] bytes and adds the id. Returns the bytes that the
    /// record has grown by. No byte moves to the back, so each is read before its place is written.
    fn add_id(&self, intent: &mut [u8], raw: u64) -> usize {
        let (from, to) = (self.at, self.at - SAVED);
        let size = number(intent, from);
        if self.has_id {
            shift(intent, from, to, size);
            return 0;
        }
        let names_end = self.names_end + ADDED;
        let payloads = self.names_end + layout::gap(self.names_end);
        let grown = names_end + layout::gap(names_end) - payloads;
        put(intent, to + record::SIZE, size + grown);
        put(intent, to + record::COUNT, self.count + 1);
        let (entries, new_entries) = (from + record::TABLE, to + record::TABLE);
        for index in 0..self.before {
            let at = index * field::ENTRY;
            let entry = (entries + at, new_entries + at);
            move_entry(intent, entry, (field::ENTRY, grown));
        }
        let name = self.names_before + field::ENTRY;
        let word = entry_word(prefix(SYS_ID), SYS_ID, FieldType::Id, name);
        put_entry(intent, new_entries + self.before * field::ENTRY, word, raw);
        for index in self.before..self.count {
            let at = index * field::ENTRY;
            let entry = (entries + at, new_entries + at + field::ENTRY);
            move_entry(intent, entry, (ADDED, grown));
        }
        let names = record::TABLE + self.count * field::ENTRY;
        let before = self.names_before - names;
        shift(intent, from + names, to + names + field::ENTRY, before);
        if let Some(place) = intent
            .get_mut(to + name..)
            .and_then(<[u8]>::first_chunk_mut)
        {
            *place = SYS_ID_BYTES;
        }
        let after = self.names_end - self.names_before;
        shift(
            intent,
            from + self.names_before,
            to + self.names_before + ADDED,
            after,
        );
        if let Some(gap) = intent.get_mut(to + names_end..to + payloads + grown) {
            gap.fill(0);
        }
        shift(
            intent,
            from + payloads,
            to + payloads + grown,
            size - payloads,
        );
        grown
    }
}

/// The name `sys.ID`.
const SYS_ID_BYTES: [u8; SYS_ID.len()] = {
    let mut bytes = [0; SYS_ID.len()];
    bytes.copy_from_slice(SYS_ID.as_bytes());
    bytes
};

/// Moves a table entry, whose name and payload move by these bytes in the record.
fn move_entry(bytes: &mut [u8], (from, to): (usize, usize), (name, payload): (usize, usize)) {
    let word = u64_at(bytes, from).unwrap_or(0);
    let slot = u64_at(bytes, from + field::SLOT).unwrap_or(0);
    let ty = FieldType::try_from((word >> (8 * field::TYPE)) as u32 & 0xff);
    let payload = match ty {
        Ok(ty) if !ty.is_scalar() => payload as u64,
        _ => 0,
    };
    let word = word.wrapping_add((name as u64) << (8 * field::NAME_OFFSET));
    put_entry(bytes, to, word, slot.wrapping_add(payload));
}

/// Writes a table entry.
fn put_entry(bytes: &mut [u8], at: usize, word: u64, slot: u64) {
    if let Some(place) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *place = (u128::from(word) | u128::from(slot) << 64).to_le_bytes();
    }
}

/// Reads a number of 32 bits.
fn number(bytes: &[u8], at: usize) -> usize {
    u32_at(bytes, at).unwrap_or(0) as usize
}

/// Writes a number of 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "sizes of a block")]
fn put(bytes: &mut [u8], at: usize, number: usize) {
    if let Some(place) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *place = (number as u32).to_le_bytes();
    }
}

/// Moves bytes to the front.
fn shift(bytes: &mut [u8], from: usize, to: usize, len: usize) {
    let end = from.saturating_add(len);
    if end <= bytes.len() && from <= end && to <= bytes.len() - len {
        bytes.copy_within(from..end, to);
    }
}
