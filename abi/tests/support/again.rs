//! Decodes a block and encodes its content again.

use heeus_abi::manifest::Manifest;
use heeus_abi::{
    ArrayRef, IntentRef, KeyRef, LogLine, OutcomeParts, OutcomeRef, PageRef, RecordRef, Status,
    encode_intent, encode_intent_of, encode_key, encode_log_line, encode_outcome_header,
    encode_page_header, encode_read_key, layout,
};

use crate::model;

/// Kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    Record,
    Array,
    Key,
    Intent,
    LogLine,
    Outcome,
    Page,
    Manifest,
}

/// All kinds of blocks, with their names in ABI.md.
pub const BLOCKS: [(&str, Block); 8] = [
    ("record", Block::Record),
    ("array", Block::Array),
    ("key", Block::Key),
    ("intent", Block::Intent),
    ("log line", Block::LogLine),
    ("result", Block::Outcome),
    ("page", Block::Page),
    ("manifest", Block::Manifest),
];

impl Block {
    /// Checks the bytes. Returns the encoding of their content, or `None` if they are refused.
    pub fn again(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Record => RecordRef::check(bytes).ok().map(model::again),
            Self::Array => ArrayRef::check(bytes).ok().map(array_again),
            Self::Key => KeyRef::check_read(bytes).ok().map(|key| key_again(&key)),
            Self::Intent => {
                let (intent, size) = IntentRef::check(bytes).ok()?;
                (size == bytes.len()).then(|| intent_again(&intent))
            }
            Self::LogLine => {
                let (line, size) = LogLine::check(bytes).ok()?;
                (size == bytes.len()).then(|| line_again(&line))
            }
            Self::Outcome => outcome_again(bytes),
            Self::Page => PageRef::check(bytes).ok().map(page_again),
            Self::Manifest => manifest_again(bytes),
        }
    }
}

fn array_again(array: ArrayRef<'_>) -> Vec<u8> {
    let values: Vec<_> = array.iter().collect();
    assert_eq!(
        values.len(),
        array.len(),
        "every item of a checked array is readable"
    );
    let ty = array.item_type().expect("a checked array");
    model::encode_values(ty, &values).expect("items of a checked array")
}

fn key_again(key: &KeyRef<'_>) -> Vec<u8> {
    let fields: Vec<_> = key.record.fields().collect();
    let mut out = Vec::new();
    encode_read_key(key.storage, key.entity, &fields, &key.range, &mut out).expect("a checked key");
    let mut get = Vec::new();
    encode_key(key.storage, key.entity, &fields, &mut get).expect("a checked key");
    assert_eq!(
        KeyRef::check(&out).is_ok(),
        out == get,
        "a get has no range"
    );
    out
}

fn intent_again(intent: &IntentRef<'_>) -> Vec<u8> {
    let (key, value): (Vec<_>, Vec<_>) = (
        intent.key.record.fields().collect(),
        intent.value.fields().collect(),
    );
    let mut out = Vec::new();
    let of = (intent.key.storage, intent.key.entity, key.as_slice());
    encode_intent(intent.op, of, &value, &mut out).expect("a checked intent");
    let mut other = Vec::new();
    encode_intent_of(intent.op, intent.key_bytes, &value, &mut other).expect("a checked intent");
    assert_eq!(
        out, other,
        "a key block that is made, and one that is given"
    );
    let mut copy = Vec::new();
    intent.append_to(&mut copy);
    assert_eq!((&copy, copy.len()), (&out, intent.size()), "a copy");
    out
}

/// The line's bytes.
pub fn line_again(line: &LogLine<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    encode_log_line(line, &mut out).expect("a line");
    out
}

/// A result block of finished parts.
pub fn outcome_bytes(
    (status, code): (Status, i32),
    intents: &[Vec<u8>],
    lines: &[Vec<u8>],
    text: &str,
) -> Vec<u8> {
    let mut out = vec![0; layout::outcome::INTENTS];
    out.extend(intents.concat());
    let parts = OutcomeParts {
        status,
        code,
        intent_count: u32::try_from(intents.len()).expect("few"),
        log_count: u32::try_from(lines.len()).expect("few"),
        log_bytes: &lines.concat(),
        text,
    };
    encode_outcome_header(&parts, &mut out).expect("a block");
    out
}

fn outcome_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let outcome = OutcomeRef::check(bytes).ok()?;
    let intents: Result<Vec<_>, _> = outcome.intents().collect();
    let lines: Result<Vec<_>, _> = outcome.logs().collect();
    let intents: Vec<_> = intents.ok()?.iter().map(intent_again).collect();
    let lines: Vec<_> = lines.ok()?.iter().map(line_again).collect();
    assert_eq!(
        (intents.len(), lines.len()),
        (outcome.intent_count, outcome.log_count)
    );
    Some(outcome_bytes(
        (outcome.status, outcome.code),
        &intents,
        &lines,
        outcome.text,
    ))
}

/// A page of finished records.
pub fn page_bytes(records: &[Vec<u8>], count: usize) -> Vec<u8> {
    let mut out = vec![0; layout::page::ELEMENTS];
    out.extend(records.concat());
    encode_page_header(&mut out, u32::try_from(count).expect("few"));
    out
}

fn page_again(page: PageRef<'_>) -> Vec<u8> {
    let records: Vec<_> = page
        .flat_map(|(key, value)| [model::again(key), model::again(value)])
        .collect();
    page_bytes(&records, records.len() / 2)
}

/// Encodes a manifest again; entries of unknown tags are copied.
fn manifest_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let whole = Manifest::decode(bytes).ok()?;
    let (mut out, mut rest, mut found) = (Vec::new(), bytes, Manifest::default());
    while let Some(size) = rest
        .first_chunk()
        .map(|size| u32::from_le_bytes(*size) as usize)
    {
        let (entry, after) = rest.split_at(size);
        let one = Manifest::decode(entry).expect("an entry of a sound section");
        let start = out.len();
        one.sdks
            .iter()
            .for_each(|sdk| out.extend(sdk.encode().expect("an entry")));
        one.extensions
            .iter()
            .for_each(|one| out.extend(one.encode().expect("an entry")));
        one.entities
            .iter()
            .for_each(|one| out.extend(one.encode().expect("an entry")));
        one.uniques
            .iter()
            .for_each(|one| out.extend(one.encode().expect("an entry")));
        if out.len() == start {
            out.extend(entry);
        }
        found.sdks.extend(one.sdks);
        found.extensions.extend(one.extensions);
        found.entities.extend(one.entities);
        found.uniques.extend(one.uniques);
        found.statics_persist |= one.statics_persist;
        rest = after;
    }
    assert_eq!(found, whole, "the entries one by one, and all at once");
    Some(out)
}
