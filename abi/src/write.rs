//! Filling room of the right size.
//!
//! A block is measured first and written then, so nothing grows on the way and the same code serves a `Vec` and a
//! guest's arena. Fields come from an iterator, in the order of their names.

use crate::encode::is_qname;
use crate::layout::{self, field, intent, key, outcome, record};
use crate::record::prefix;
use crate::{EncodeError, Field, Op, OutcomeParts, Storage, Value, limits};

/// Room that is filled from its start. Its size is a multiple of 8; what does not fit is dropped.
#[derive(Debug)]
pub struct Writer<'a> {
    rest: &'a mut [u8],
}

impl<'a> Writer<'a> {
    /// Begins at the start of `room`.
    pub const fn new(room: &'a mut [u8]) -> Self {
        Self { rest: room }
    }

    /// The next `size` bytes; none where there are not so many.
    #[inline]
    fn take(&mut self, size: usize) -> &'a mut [u8] {
        let rest = core::mem::take(&mut self.rest);
        let (taken, rest) = rest.split_at_mut_checked(size).unwrap_or_default();
        self.rest = rest;
        taken
    }

    /// Two words of 32 bits.
    #[inline]
    fn pair(&mut self, low: usize, high: usize) {
        if let Some(to) = self.take(8).first_chunk_mut() {
            *to = (low as u64 | (high as u64) << 32).to_le_bytes();
        }
    }

    /// Bytes as they are.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        copy_once(self.take(bytes.len()), bytes);
    }

    /// Bytes, and zeros up to the next aligned place.
    fn padded(&mut self, bytes: &[u8]) {
        let room = self.take(padded(bytes.len()));
        zero_last(room);
        if let Some(room) = room.get_mut(..bytes.len()) {
            copy_once(room, bytes);
        }
    }
}

/// Writes zeros to the last word: what is written before it afterwards leaves only padding of them.
#[inline]
fn zero_last(room: &mut [u8]) {
    if let Some(last) = room.last_chunk_mut::<{ layout::ALIGN }>() {
        *last = [0; _];
    }
}

/// Copies bytes to the start of `to`, if they fit. Most are names of a few letters, and in a guest a copy by the machine's
/// own instruction is a call of the host's code.
#[inline]
pub fn copy(to: &mut [u8], from: &[u8]) {
    let Some(to) = to.get_mut(..from.len()) else {
        return;
    };
    if from.len() > 16 {
        to.copy_from_slice(from);
    } else if !copy_ends::<8>(to, from) && !copy_ends::<4>(to, from) {
        for (to, from) in to.iter_mut().zip(from) {
            *to = *from;
        }
    }
}

/// The same, once for all that is here.
#[inline(never)]
fn copy_once(to: &mut [u8], from: &[u8]) {
    copy(to, from);
}

/// Copies `N` to `2 * N` bytes by their first and their last `N`; returns whether there are so many.
#[inline]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let Some(last) = from.len().checked_sub(N) else {
        return false;
    };
    copy_chunk::<N>(to, from, 0);
    copy_chunk::<N>(to, from, last);
    true
}

/// Copies the `N` bytes at a place.
#[inline]
fn copy_chunk<const N: usize>(to: &mut [u8], from: &[u8], at: usize) {
    let to = to.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<N>);
    let from = from.get(at..).and_then(<[u8]>::first_chunk::<N>);
    if let (Some(to), Some(from)) = (to, from) {
        *to = *from;
    }
}

/// How large a record is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordSize {
    count: usize,
    /// Bytes up to the first payload.
    head: usize,
    /// Bytes of the whole record.
    pub total: usize,
}

/// Measures a record. Names are not looked at: see [`check_fields`].
///
/// # Errors
/// [`EncodeError::TooManyFields`] and [`EncodeError::TooLarge`].
pub fn measure_record<'a>(
    fields: impl Iterator<Item = Field<'a>>,
) -> Result<RecordSize, EncodeError> {
    let (mut count, mut head, mut payloads) = (0, record::TABLE, 0_usize);
    for field in fields {
        count += 1;
        head += field::ENTRY + field.name.len();
        payloads = payloads.saturating_add(padded(field.value.payload().len()));
    }
    if count > limits::MAX_FIELDS || head > limits::MAX_HEAD {
        return Err(EncodeError::TooManyFields);
    }
    head = padded(head);
    let total = payloads.saturating_add(head);
    if total > limits::MAX_BLOCK {
        return Err(EncodeError::TooLarge);
    }
    Ok(RecordSize { count, head, total })
}

/// `n` rounded up; a number that overflows is beyond every limit anyway.
pub const fn padded(n: usize) -> usize {
    match layout::pad(n) {
        Some(n) => n,
        None => usize::MAX,
    }
}

/// Checks what [`measure_record`] does not: names, their order, qualified names and the depth of records, which are
/// the fields of a record that stands in no other one. The other side checks it again.
///
/// # Errors
/// [`EncodeError::Name`], [`EncodeError::Order`], [`EncodeError::QName`] and [`EncodeError::TooDeep`].
pub fn check_fields(fields: &[Field<'_>]) -> Result<(), EncodeError> {
    let mut before = "";
    for Field { name, value } in fields {
        check_name(name)?;
        if before >= *name {
            return Err(EncodeError::Order);
        }
        let fits = match value {
            Value::QName(qname) if !is_qname(qname) => return Err(EncodeError::QName),
            Value::Record(record) => record.fits_at(1),
            Value::Array(array) => array.fits_at(0),
            _ => true,
        };
        if !fits {
            return Err(EncodeError::TooDeep);
        }
        before = name;
    }
    Ok(())
}

/// Checks the name of a field.
///
/// # Errors
/// [`EncodeError::Name`].
pub fn check_name(name: &str) -> Result<(), EncodeError> {
    // `contains` would bring in a search by words that names are too short for.
    let nul = name.bytes().any(|byte| byte == 0);
    if name.is_empty() || name.len() > limits::MAX_NAME || nul {
        return Err(EncodeError::Name);
    }
    Ok(())
}

/// Writes a record that was measured.
///
/// Nested records and arrays are taken as they are: from this encoder, or checked.
pub fn write_record<'a>(
    size: &RecordSize,
    fields: impl Iterator<Item = Field<'a>>,
    to: &mut Writer<'_>,
) {
    to.pair(size.total, size.count);
    let table = size.count * field::ENTRY;
    let (entries, _) = to.take(table).as_chunks_mut::<{ field::ENTRY }>();
    let mut name_at = record::TABLE + table;
    let names = to.take(size.head.saturating_sub(name_at));
    zero_last(names);
    let mut names = Writer::new(names);
    let mut payload_at = size.head;
    for (Field { name, value }, entry) in fields.zip(entries) {
        let slot = value.slot().unwrap_or_else(|| {
            let payload = value.payload();
            to.padded(payload);
            let slot = payload_at as u64 | (payload.len() as u64) << 32;
            payload_at += padded(payload.len());
            slot
        });
        let tail = value.field_type() as u64 | (name.len() as u64) << 8 | (name_at as u64) << 16;
        let first = u64::from(prefix(name)) | tail << 32;
        *entry = (u128::from(first) | u128::from(slot) << 64).to_le_bytes();
        names.bytes(name.as_bytes());
        name_at += name.len();
    }
}

/// Puts another scalar into the field at this place of a record; `None` where there is no such field. The type stays.
#[inline]
pub fn set_slot(record: &mut [u8], index: usize, slot: u64) -> Option<()> {
    let at = record::TABLE + index.checked_mul(field::ENTRY)? + field::SLOT;
    *record.get_mut(at..)?.first_chunk_mut()? = slot.to_le_bytes();
    Some(())
}

/// Bytes of a key block with a record of this size.
pub const fn key_bytes(entity: &str, record: &RecordSize) -> usize {
    key::ENTITY + padded(entity.len()) + record.total
}

/// Writes a key block whose record was measured.
pub fn write_key<'a>(
    storage: Storage,
    entity: &str,
    size: &RecordSize,
    fields: impl Iterator<Item = Field<'a>>,
    to: &mut Writer<'_>,
) {
    to.pair(
        key_bytes(entity, size),
        storage as usize | entity.len() << 16,
    );
    to.padded(entity.as_bytes());
    write_record(size, fields, to);
}

/// Bytes of an intent with this key block and a value of this size.
pub const fn intent_bytes(key_block: &[u8], value: &RecordSize) -> usize {
    intent::KEY + key_block.len() + value.total
}

/// Writes an intent whose value was measured and whose key block is taken as it is.
pub fn write_intent<'a>(
    op: Op,
    key_block: &[u8],
    size: &RecordSize,
    fields: impl Iterator<Item = Field<'a>>,
    to: &mut Writer<'_>,
) {
    to.pair(op as usize, intent_bytes(key_block, size));
    to.bytes(key_block);
    write_record(size, fields, to);
}

/// Bytes of a result block with so many bytes of intents; more than the limit where it is too large.
pub const fn outcome_bytes(parts: &OutcomeParts<'_>, intents: usize) -> usize {
    let head = outcome::INTENTS
        .saturating_add(intents)
        .saturating_add(parts.log_bytes.len());
    head.saturating_add(padded(parts.text.len()))
}

/// Writes a result block: header, intents by `write_intents`, log lines and text.
pub fn write_outcome(
    parts: &OutcomeParts<'_>,
    intents: usize,
    to: &mut Writer<'_>,
    write_intents: impl FnOnce(&mut Writer<'_>),
) {
    to.pair(outcome_bytes(parts, intents), parts.status as usize);
    to.pair(
        parts.code.cast_unsigned() as usize,
        parts.intent_count as usize,
    );
    to.pair(intents, parts.log_count as usize);
    to.pair(parts.log_bytes.len(), parts.text.len());
    write_intents(to);
    to.bytes(parts.log_bytes);
    to.padded(parts.text.as_bytes());
}
