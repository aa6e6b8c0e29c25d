//! Key blocks, intents, log lines, result blocks and pages (sections 6 to 9).

use super::MOST_BYTES;
use super::read::{aligned, number, part, place, text};
use super::record::{Record, is_qname, record};
use super::write::{
    write_intent, write_key, write_line, write_outcome, write_page, write_read_key,
};

/// A key block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub storage: u8,
    pub entity: String,
    pub fields: Record,
}

/// A range: the order, and each bound's number with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    pub order: u8,
    pub lower: (u8, Vec<u8>),
    pub upper: (u8, Vec<u8>),
    pub after: (u8, Vec<u8>),
}

/// An intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    pub op: u8,
    pub key: Key,
    pub value: Record,
}

/// A log line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub level: u8,
    pub target: String,
    pub file: String,
    pub number: u32,
    pub text: String,
}

/// A result block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub status: u8,
    pub code: i32,
    pub intents: Vec<Intent>,
    pub lines: Vec<Line>,
    pub text: String,
}

/// A number of `size` bytes, if it is one of the known ones.
fn code(bytes: &[u8], at: usize, size: usize, known: std::ops::RangeInclusive<u64>) -> Option<u8> {
    let number = number(bytes, at, size)?;
    u8::try_from(number)
        .ok()
        .filter(|_| known.contains(&number))
}

/// The content, if it is written as exactly these bytes.
fn canonical<T>(content: T, bytes: &[u8], write: impl Fn(&T) -> Vec<u8>) -> Option<T> {
    (bytes.len() <= MOST_BYTES && write(&content) == bytes).then_some(content)
}

/// Reads a whole key block.
pub fn key(bytes: &[u8]) -> Option<Key> {
    let length = place(bytes, 6, 2)?;
    let entity = text(bytes, 8, length)?;
    if !entity.is_empty() && !is_qname(&entity) {
        return None;
    }
    let key = Key {
        storage: code(bytes, 4, 2, 1..=16)?,
        entity,
        fields: record(bytes.get(aligned(8 + length)..)?)?,
    };
    canonical(key, bytes, write_key)
}

/// Reads the whole key block of a read.
pub fn read_key(bytes: &[u8]) -> Option<(Key, Option<Range>)> {
    let record_at = aligned(8 + place(bytes, 6, 2)?);
    let end = record_at.checked_add(place(bytes, record_at, 4)?)?;
    if end == bytes.len() {
        return Some((key(bytes)?, None));
    }
    let mut get = bytes.get(..end)?.to_vec();
    let size = u32::try_from(end).ok()?;
    get.get_mut(..4)?.copy_from_slice(&size.to_le_bytes());
    let mut at = end + 16;
    let mut bound = |number: usize, most: u64| {
        let size = place(bytes, end + 4 * number, 4)?;
        let kind = code(bytes, end + number, 1, 0..=most)?;
        let content = part(bytes, at, size)?;
        at = aligned(at + size);
        (kind != 0 || size == 0).then(|| (kind, content.to_vec()))
    };
    let range = Range {
        lower: bound(1, 2)?,
        upper: bound(2, 2)?,
        after: bound(3, 1)?,
        order: code(bytes, end, 1, 0..=1)?,
    };
    if range.order + range.lower.0 + range.upper.0 + range.after.0 == 0 {
        return None;
    }
    canonical((key(&get)?, Some(range)), bytes, write_read_key)
}

/// Reads a whole intent.
pub fn intent(bytes: &[u8]) -> Option<Intent> {
    let key_size = place(bytes, 8, 4)?;
    let intent = Intent {
        op: code(bytes, 0, 4, 1..=2)?,
        key: key(part(bytes, 8, key_size)?)?,
        value: record(bytes.get(8 + key_size..)?)?,
    };
    canonical(intent, bytes, write_intent)
}

/// Reads a whole log line.
pub fn line(bytes: &[u8]) -> Option<Line> {
    let (target, file, length) = (
        place(bytes, 6, 2)?,
        place(bytes, 8, 2)?,
        place(bytes, 16, 4)?,
    );
    let line = Line {
        level: code(bytes, 4, 1, 1..=5)?,
        target: text(bytes, 24, target)?,
        file: text(bytes, 24 + target, file)?,
        number: u32::try_from(number(bytes, 12, 4)?).ok()?,
        text: text(bytes, 24 + target + file, length)?,
    };
    canonical(line, bytes, write_line)
}

/// Reads consecutive blocks; the size of each is at offset `at` in it.
fn all<T>(mut bytes: &[u8], at: usize, read: impl Fn(&[u8]) -> Option<T>) -> Option<Vec<T>> {
    let mut blocks = Vec::new();
    while !bytes.is_empty() {
        let size = place(bytes, at, 4)?;
        blocks.push(read(part(bytes, 0, size)?)?);
        // The call of `read` has refused a block of no bytes.
        bytes = &bytes[size..];
    }
    Some(blocks)
}

/// Reads a whole result block.
pub fn outcome(bytes: &[u8]) -> Option<Outcome> {
    let (intents, lines) = (place(bytes, 16, 4)?, place(bytes, 24, 4)?);
    let status = code(bytes, 4, 4, 0..=4)?;
    // With the status ok it is the number of new ids.
    let most = if status == 0 { 65_535 } else { u32::MAX };
    let outcome = Outcome {
        status,
        code: u32::try_from(number(bytes, 8, 4)?)
            .ok()
            .filter(|code| *code <= most)?
            .cast_signed(),
        intents: all(part(bytes, 32, intents)?, 4, intent)?,
        lines: all(part(bytes, 32 + intents, lines)?, 0, line)?,
        text: text(bytes, 32 + intents + lines, place(bytes, 28, 4)?)?,
    };
    canonical(outcome, bytes, write_outcome)
}

/// Reads the keys and values of all elements of a whole page.
pub fn page(bytes: &[u8]) -> Option<Vec<(Record, Record)>> {
    let mut records = all(bytes.get(8..)?, 0, record)?.into_iter();
    let mut elements = Vec::new();
    while let Some(key) = records.next() {
        elements.push((key, records.next()?));
    }
    canonical(elements, bytes, |elements| write_page(elements))
}
