//! Generates names, values, records and blocks of every kind.

use std::ops::Bound;

use heeus_abi::float::{f32_bits, f64_bits};
use heeus_abi::manifest::{
    Entity, Extension, FieldDecl, Sdk, TAG_STATICS_PERSIST, Unique, has_targets,
};
use heeus_abi::{
    EntityKind, ExtensionKind, FieldType, KeyRange, LogLevel, LogLine, Op, RecordRef, Status,
    Storage, encode_intent, encode_read_key,
};
use proptest::prelude::*;
use proptest::strategy::Union;

use crate::again::{Block, line_again, outcome_bytes, page_bytes};
use crate::model::{self, Fields, Owned};

/// Texts that match a regular expression, which is parsed once.
pub fn text(pattern: &str) -> impl Strategy<Value = String> + use<> {
    prop::string::string_regex(pattern).expect("a pattern")
}

/// Names: short ones that share prefixes, odd bytes, the longest.
pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text("[a-d]{1,6}"),
        2 => text("[\u{1}ab\u{7f}é€]{1,5}"),
        1 => text("[A-Z][a-z]{3,11}"),
        1 => (250usize..=255).prop_map(|length| "x".repeat(length)),
    ]
}

/// Qualified names.
pub fn qname() -> impl Strategy<Value = String> {
    text("[a-z.é]{1,9}\\.[A-Za-z]{1,9}")
}

fn leaf(ty: FieldType) -> BoxedStrategy<Owned> {
    match ty {
        FieldType::I32 => any::<i32>().prop_map(Owned::I32).boxed(),
        FieldType::I64 => any::<i64>().prop_map(Owned::I64).boxed(),
        FieldType::F32 => any::<u32>()
            .prop_map(|bits| Owned::F32(f32_bits(f32::from_bits(bits))))
            .boxed(),
        FieldType::F64 => any::<u64>()
            .prop_map(|bits| Owned::F64(f64_bits(f64::from_bits(bits))))
            .boxed(),
        FieldType::Bool => any::<bool>().prop_map(Owned::Bool).boxed(),
        FieldType::Str => text("\\PC{0,20}").prop_map(Owned::Str).boxed(),
        FieldType::Bytes => prop::collection::vec(any::<u8>(), 0..20)
            .prop_map(Owned::Bytes)
            .boxed(),
        FieldType::QName => qname().prop_map(Owned::QName).boxed(),
        FieldType::Id => any::<i64>().prop_map(Owned::Id).boxed(),
        FieldType::Record | FieldType::Array => Just(Owned::Record(Fields::new())).boxed(),
    }
}

fn leaves() -> impl Strategy<Value = Owned> {
    Union::new(FieldType::ALL.iter().map(|ty| leaf(*ty)))
}

/// Arrays of types that are not nested.
fn flat_array() -> impl Strategy<Value = Owned> {
    let types = FieldType::ALL
        .iter()
        .copied()
        .filter(|ty| *ty < FieldType::Record);
    Union::new(types.map(|ty| {
        let items = prop::collection::vec(leaf(ty), 0..6);
        items.prop_map(move |items| Owned::Array(ty, items)).boxed()
    }))
}

/// Values of every type, up to three records deep.
pub fn value() -> impl Strategy<Value = Owned> {
    prop_oneof![3 => leaves(), 1 => flat_array()].prop_recursive(3, 24, 5, |inner| {
        let fields = prop::collection::btree_map(name(), inner, 0..5).boxed();
        let rows = prop::collection::vec(fields.clone().prop_map(Owned::Record), 0..4);
        prop_oneof![
            fields.prop_map(Owned::Record),
            rows.prop_map(|rows| Owned::Array(FieldType::Record, rows)),
        ]
    })
}

/// The fields of a record.
pub fn fields() -> impl Strategy<Value = Fields> {
    prop::collection::btree_map(name(), value(), 0..8)
}

/// Valid bytes of one kind of block.
pub fn valid(block: Block) -> BoxedStrategy<Vec<u8>> {
    match block {
        Block::Record => record().boxed(),
        Block::Array => value()
            .prop_filter_map("an array", |value| match value {
                Owned::Array(ty, items) => Some(array(ty, items)),
                _ => None,
            })
            .boxed(),
        Block::Key => key().boxed(),
        Block::Intent => intent().boxed(),
        Block::LogLine => line().boxed(),
        Block::Outcome => outcome().boxed(),
        Block::Page => page().boxed(),
        Block::Manifest => manifest().boxed(),
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

fn record() -> impl Strategy<Value = Vec<u8>> {
    fields().prop_map(|fields| model::encode(&fields).expect("a record"))
}

fn storage() -> impl Strategy<Value = Storage> {
    prop::sample::select(Storage::ALL)
}

fn key() -> impl Strategy<Value = Vec<u8>> {
    let entity = prop_oneof![1 => Just(String::new()), 3 => qname()];
    let bounds = (bound(), bound(), bound(), any::<bool>());
    (storage(), entity, fields(), bounds).prop_map(|(storage, entity, fields, bounds)| {
        let (lower, upper, after, is_reverse) = &bounds;
        let range = KeyRange {
            lower: lower.as_ref().map(Vec::as_slice),
            upper: upper.as_ref().map(Vec::as_slice),
            after: match after {
                Bound::Included(bytes) => Some(bytes),
                _ => None,
            },
            is_reverse: *is_reverse,
        };
        model::with_fields(&fields, |fields| {
            let mut out = Vec::new();
            encode_read_key(storage, &entity, fields.fields(), &range, &mut out)?;
            Ok(out)
        })
        .expect("a key")
    })
}

/// A bound, which may be any bytes.
fn bound() -> impl Strategy<Value = Bound<Vec<u8>>> {
    let bytes = prop_oneof![record(), prop::collection::vec(any::<u8>(), 0..20)];
    prop_oneof![
        2 => Just(Bound::Unbounded),
        1 => bytes.clone().prop_map(Bound::Included),
        1 => bytes.prop_map(Bound::Excluded),
    ]
}

fn intent() -> impl Strategy<Value = Vec<u8>> {
    let op = prop::sample::select(Op::ALL);
    (op, storage(), qname(), fields(), fields()).prop_map(
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

fn line() -> impl Strategy<Value = Vec<u8>> {
    let level = prop::sample::select(LogLevel::ALL);
    (
        level,
        text("\\PC{0,9}"),
        text("[a-z/.]{0,9}"),
        any::<u32>(),
        text("\\PC{0,20}"),
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

fn outcome() -> impl Strategy<Value = Vec<u8>> {
    let status = prop::sample::select(Status::ALL);
    let intents = prop::collection::vec(intent(), 0..3);
    let lines = prop::collection::vec(line(), 0..3);
    (status, any::<i32>(), intents, lines, text("\\PC{0,20}")).prop_map(
        |(status, code, intents, lines, text)| {
            // With the status ok it is the number of new ids.
            let code = match status {
                Status::Ok => code.rem_euclid(65_536),
                _ => code,
            };
            outcome_bytes((status, code), &intents, &lines, &text)
        },
    )
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

/// Field declarations of these types; if `optional` is true, some fields are optional.
fn declared(types: &'static [FieldType], optional: bool) -> impl Strategy<Value = Vec<FieldDecl>> {
    let field = (prop::sample::select(types), any::<bool>());
    prop::collection::btree_map(name(), field, 0..4).prop_map(move |fields| {
        let fields = fields.into_iter().map(|(name, (ty, chosen))| FieldDecl {
            optional: optional && chosen,
            ..FieldDecl::new(name, ty)
        });
        fields.collect()
    })
}

fn manifest() -> impl Strategy<Value = Vec<u8>> {
    let sdk = (name(), name())
        .prop_map(|(name, version)| Sdk { name, version }.encode().expect("an entry"));
    let extension = (
        prop::sample::select(ExtensionKind::ALL),
        name(),
        text("\\PC{0,20}"),
        prop::collection::btree_set(prop_oneof![text("[a-z]{1,5}"), qname()], 0..4),
        any::<bool>(),
    )
        .prop_map(|(kind, name, doc, targets, sync)| {
            let targets = targets.into_iter().filter(|_| has_targets(kind));
            let extension = Extension {
                doc,
                targets: targets.collect(),
                sync: sync && kind == ExtensionKind::Projector,
                ..Extension::new(name, kind)
            };
            extension.encode().expect("an entry")
        });
    let ordered = &FieldType::ALL[..9];
    let entity = (
        qname(),
        declared(ordered, false),
        declared(FieldType::ALL, true),
        0..3u8,
    )
        .prop_map(|(name, key, value, partition)| {
            let kind = if key.is_empty() {
                EntityKind::Singleton
            } else {
                EntityKind::View
            };
            let keys = u8::try_from(key.len()).expect("few");
            let partition_fields = partition.max(1).min(keys);
            let entity = Entity {
                name,
                kind,
                partition_fields,
                key,
                value,
            };
            entity.encode().expect("an entry")
        });
    let unique =
        (qname(), prop::collection::btree_set(name(), 1..4)).prop_map(|(entity, names)| {
            let fields = names.into_iter().collect();
            Unique { entity, fields }.encode().expect("an entry")
        });
    let later = Just(vec![7, 0, 0, 0, 99, 1, 2]);
    let persist = Just(vec![5, 0, 0, 0, TAG_STATICS_PERSIST]);
    let entry =
        prop_oneof![3 => sdk, 3 => extension, 3 => entity, 2 => unique, 1 => later, 1 => persist];
    prop::collection::vec(entry, 0..4).prop_map(|entries| entries.concat())
}
