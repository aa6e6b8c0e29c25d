//! Every kind of block that comes from the other side: valid ones, and what is read from bytes made into bytes again.

use heeus_abi::manifest::{Entity, Extension, FieldDecl, Manifest, Sdk};
use heeus_abi::{
    ArrayRef, EntityKind, FieldType, IntentRef, KeyRef, Kind, LogLevel, LogLine, Op, OutcomeParts,
    OutcomeRef, PageRef, RecordRef, Status, Storage, encode_intent, encode_key, encode_log_line,
    encode_outcome_header, encode_page_header, layout,
};
use proptest::prelude::*;

use crate::model::{self, Fields, Owned};

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

impl Block {
    pub const ALL: [Self; 8] = [
        Self::Record,
        Self::Array,
        Self::Key,
        Self::Intent,
        Self::LogLine,
        Self::Outcome,
        Self::Page,
        Self::Manifest,
    ];

    /// Checks the bytes; `None` where they are refused, else what their content encodes to.
    pub fn again(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Record => RecordRef::check(bytes).ok().map(model::again),
            Self::Array => ArrayRef::check(bytes).ok().map(array_again),
            Self::Key => KeyRef::check(bytes).ok().map(|key| key_again(&key)),
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

    /// Valid bytes.
    pub fn valid(self) -> BoxedStrategy<Vec<u8>> {
        match self {
            Self::Record => record().boxed(),
            Self::Array => model::value()
                .prop_filter_map("an array", |value| match value {
                    Owned::Array(ty, items) => Some(array(ty, items)),
                    _ => None,
                })
                .boxed(),
            Self::Key => key().boxed(),
            Self::Intent => intent().boxed(),
            Self::LogLine => line().boxed(),
            Self::Outcome => outcome().boxed(),
            Self::Page => page().boxed(),
            Self::Manifest => manifest().boxed(),
        }
    }
}

fn array(ty: FieldType, items: Vec<Owned>) -> Vec<u8> {
    let name = String::from("a");
    let bytes = model::encode([(&name, &Owned::Array(ty, items))]).expect("a record");
    let field = RecordRef::trusted(&bytes)
        .find("a")
        .expect("the only field");
    field.payload(FieldType::Array).expect("an array").to_vec()
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

fn record() -> impl Strategy<Value = Vec<u8>> {
    model::fields().prop_map(|fields| model::encode(&fields).expect("a record"))
}

fn storage() -> impl Strategy<Value = Storage> {
    prop::sample::select(Storage::ALL)
}

fn key() -> impl Strategy<Value = Vec<u8>> {
    let entity = prop_oneof![1 => Just(String::new()), 3 => model::qname()];
    (storage(), entity, model::fields()).prop_map(|(storage, entity, fields)| {
        model::with_fields(&fields, |fields| {
            let mut out = Vec::new();
            encode_key(storage, &entity, fields.fields(), &mut out)?;
            Ok(out)
        })
        .expect("a key")
    })
}

fn key_again(key: &KeyRef<'_>) -> Vec<u8> {
    let fields: Vec<_> = key.record.fields().collect();
    let mut out = Vec::new();
    encode_key(key.storage, key.entity, &fields, &mut out).expect("a checked key");
    out
}

fn intent() -> impl Strategy<Value = Vec<u8>> {
    let op = prop::sample::select(Op::ALL);
    (
        op,
        storage(),
        model::qname(),
        model::fields(),
        model::fields(),
    )
        .prop_map(
            |(op, storage, entity, key, value): (_, _, _, Fields, Fields)| {
                model::with_fields(&key, |key| {
                    model::with_fields(&value, |value| {
                        let mut out = Vec::new();
                        let key = (storage, entity.as_str(), key.fields());
                        encode_intent(op, key, value.fields(), &mut out)?;
                        Ok(out)
                    })
                })
                .expect("an intent")
            },
        )
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
    heeus_abi::encode_intent_of(intent.op, intent.key_bytes, &value, &mut other)
        .expect("a checked intent");
    assert_eq!(
        out, other,
        "a key block that is made, and one that is given"
    );
    out
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let level = prop::sample::select(LogLevel::ALL);
    (
        level,
        model::text("\\PC{0,9}"),
        model::text("[a-z/.]{0,9}"),
        any::<u32>(),
        model::text("\\PC{0,20}"),
    )
        .prop_map(|(level, target, file, line, text)| {
            line_again(&LogLine {
                level,
                target: &target,
                file: &file,
                line,
                text: &text,
            })
        })
}

fn line_again(line: &LogLine<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    encode_log_line(line, &mut out).expect("a line");
    out
}

fn outcome_bytes(
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

fn outcome() -> impl Strategy<Value = Vec<u8>> {
    let status = prop::sample::select(Status::ALL);
    let intents = prop::collection::vec(intent(), 0..3);
    let lines = prop::collection::vec(line(), 0..3);
    (
        status,
        any::<i32>(),
        intents,
        lines,
        model::text("\\PC{0,20}"),
    )
        .prop_map(|(status, code, intents, lines, text)| {
            outcome_bytes((status, code), &intents, &lines, &text)
        })
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

fn page_bytes(records: &[Vec<u8>], count: usize) -> Vec<u8> {
    let mut out = vec![0; layout::page::ELEMENTS];
    out.extend(records.concat());
    encode_page_header(&mut out, u32::try_from(count).expect("few"));
    out
}

fn page() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec((record(), record()), 0..4).prop_map(|elements| {
        let records: Vec<_> = elements
            .into_iter()
            .flat_map(|(key, value)| [key, value])
            .collect();
        page_bytes(&records, records.len() / 2)
    })
}

fn page_again(page: PageRef<'_>) -> Vec<u8> {
    let records: Vec<_> = page
        .flat_map(|(key, value)| [model::again(key), model::again(value)])
        .collect();
    page_bytes(&records, records.len() / 2)
}

fn declared(types: &'static [FieldType]) -> impl Strategy<Value = Vec<FieldDecl>> {
    prop::collection::btree_map(model::name(), prop::sample::select(types), 0..4).prop_map(
        |fields| {
            fields
                .into_iter()
                .map(|(name, ty)| FieldDecl { name, ty })
                .collect()
        },
    )
}

fn manifest() -> impl Strategy<Value = Vec<u8>> {
    let sdk = (model::name(), model::name())
        .prop_map(|(name, version)| Sdk { name, version }.encode().expect("an entry"));
    let extension = (
        prop::sample::select(Kind::ALL),
        model::name(),
        model::text("\\PC{0,20}"),
    )
        .prop_map(|(kind, name, doc)| Extension { name, kind, doc }.encode().expect("an entry"));
    let ordered = &FieldType::ALL[..9];
    let entity = (
        model::qname(),
        declared(ordered),
        declared(FieldType::ALL),
        0..3u8,
    )
        .prop_map(|(name, key, value, partition)| {
            let kind = if key.is_empty() {
                EntityKind::Singleton
            } else {
                EntityKind::View
            };
            let partition_fields = partition.min(u8::try_from(key.len()).expect("few"));
            let entity = Entity {
                name,
                kind,
                partition_fields,
                key,
                value,
            };
            entity.encode().expect("an entry")
        });
    let later = Just(vec![7, 0, 0, 0, 99, 1, 2]);
    let entry = prop_oneof![3 => sdk, 3 => extension, 3 => entity, 1 => later];
    prop::collection::vec(entry, 0..4).prop_map(|entries| entries.concat())
}

/// Entries of unknown tags stand for themselves.
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
        if out.len() == start {
            out.extend(entry);
        }
        found.sdks.extend(one.sdks);
        found.extensions.extend(one.extensions);
        found.entities.extend(one.entities);
        rest = after;
    }
    assert_eq!(found, whole, "the entries one by one, and all at once");
    Some(out)
}
