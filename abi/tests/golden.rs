//! Frozen bytes of every block, annotated in `golden/*.hex`. A change of one is a new version of
//! the contract. The encoder must write each block, and the checker must read it back.

#[path = "support/hex.rs"]
mod hex;
#[path = "support/same.rs"]
mod same;

use heeus_abi::manifest::{Entity, Extension, FieldDecl, Manifest, Sdk, Unique};
use heeus_abi::{
    ArenaBlock, ArrayRef, EntityKind, ExtensionKind, FaultBlock, FaultCause, Field, FieldType,
    Items, KeyRef, LogLevel, LogLine, Op, OutcomeParts, OutcomeRef, PageRef, RecordBuf,
    RecordBuilder, RecordRef, Status, Storage, Value, encode_array, encode_intent, encode_key,
    encode_log_line, encode_outcome_header, encode_page_header, layout,
};

use same::same;

macro_rules! golden {
    ($name:literal) => {
        hex::bytes(include_str!(concat!("golden/", $name, ".hex")))
    };
}

type Fields = &'static [(&'static str, Value<'static>)];

fn builder<'a>(fields: &[(&'a str, Value<'a>)]) -> RecordBuilder<'a> {
    let mut builder = RecordBuilder::new();
    for (name, value) in fields {
        builder.put(name, *value);
    }
    builder
}

fn record(fields: &[(&str, Value<'_>)]) -> RecordBuf {
    builder(fields).build().expect("a record")
}

/// Expects that encoding returns the golden bytes, and that checking and decoding them returns the
/// fields.
#[track_caller]
fn freeze_record(golden: &[u8], fields: &[(&str, Value<'_>)]) {
    let made = record(fields).into_bytes();
    same(&made, golden, "record");
    let read = RecordRef::check(golden).expect("canonical");
    let decoded: Vec<Field<'_>> = read.fields().collect();
    assert_eq!(decoded, builder(fields).fields());
    for (name, value) in fields {
        assert_eq!(read.get(name), Some(*value), "{name}");
    }
}

#[test]
fn record_empty() {
    freeze_record(&golden!("record_empty"), &[]);
    assert_eq!(RecordRef::empty().as_bytes(), golden!("record_empty"));
}

const SCALARS: Fields = &[
    ("I32", Value::I32(-2)),
    ("I64", Value::I64(i64::MIN)),
    ("F32", Value::F32(1.5)),
    ("F64", Value::F64(-0.0)),
    ("Bool", Value::Bool(true)),
    ("No", Value::Bool(false)),
    ("ID", Value::Id(0x0102_0304_0506_0708)),
];

#[test]
fn record_scalars() {
    freeze_record(&golden!("record_scalars"), SCALARS);
}

#[test]
fn record_payloads() {
    let inner = record(&[("Quantity", Value::I32(2))]);
    let mut items = Vec::new();
    let rows = [inner.as_ref(), RecordRef::empty()];
    encode_array(Items::Record(&rows), &mut items).expect("an array");
    let fields = [
        ("Name", Value::Str("Žluť")),
        ("Note", Value::Str("")),
        ("Photo", Value::Bytes(&[0xff, 0x00, 0x7f])),
        ("Type", Value::QName("air.v1.Order")),
        ("Unit", Value::Record(inner.as_ref())),
        ("Units", Value::Array(ArrayRef::trusted(&items))),
    ];
    freeze_record(&golden!("record_payloads"), &fields);
}

#[test]
fn record_names() {
    let fields = ["ab", "é", "b", "abcde", "a\u{1}", "abcd", "a", "abcdf"];
    let fields = fields.map(|name| (name, Value::Bool(true)));
    freeze_record(&golden!("record_names"), &fields);
}

#[track_caller]
fn freeze_array(golden: &[u8], items: Items<'_>, values: &[Value<'_>]) {
    let mut made = Vec::new();
    encode_array(items, &mut made).expect("an array");
    same(&made, golden, "array");
    let read = ArrayRef::check(golden).expect("canonical");
    assert_eq!(read.item_type(), Some(items.item_type()));
    assert_eq!(read.len(), items.len());
    assert!(read.iter().eq(values.iter().copied()), "{read:?}");
}

#[test]
fn arrays_of_scalars() {
    let values = [Value::I32(1), Value::I32(-1), Value::I32(i32::MAX)];
    freeze_array(
        &golden!("array_i32"),
        Items::I32(&[1, -1, i32::MAX]),
        &values,
    );
    let values = [Value::I64(i64::MAX), Value::I64(-3)];
    freeze_array(&golden!("array_i64"), Items::I64(&[i64::MAX, -3]), &values);
    let values = [Value::F32(0.5), Value::F32(f32::INFINITY)];
    freeze_array(
        &golden!("array_f32"),
        Items::F32(&[0.5, f32::INFINITY]),
        &values,
    );
    freeze_array(
        &golden!("array_f64"),
        Items::F64(&[2.5]),
        &[Value::F64(2.5)],
    );
    let values = [Value::Bool(true), Value::Bool(false), Value::Bool(true)];
    freeze_array(
        &golden!("array_bool"),
        Items::Bool(&[true, false, true]),
        &values,
    );
    let values = [Value::Id(65_536), Value::Id(1)];
    freeze_array(&golden!("array_id"), Items::Id(&[65_536, 1]), &values);
    freeze_array(&golden!("array_i32_empty"), Items::I32(&[]), &[]);
}

#[test]
fn arrays_of_payloads() {
    let values = [
        Value::Str("one"),
        Value::Str(""),
        Value::Str("fourteen bytes"),
    ];
    let items = ["one", "", "fourteen bytes"];
    freeze_array(&golden!("array_string"), Items::Str(&items), &values);
    let values = [Value::Bytes(&[1, 2, 3, 4, 5, 6, 7, 8]), Value::Bytes(&[9])];
    let items: [&[u8]; 2] = [&[1, 2, 3, 4, 5, 6, 7, 8], &[9]];
    freeze_array(&golden!("array_bytes"), Items::Bytes(&items), &values);
    let values = [Value::QName("a.B"), Value::QName("sys.View")];
    freeze_array(
        &golden!("array_qname"),
        Items::QName(&["a.B", "sys.View"]),
        &values,
    );
    let row = record(&[("Quantity", Value::I32(2))]);
    let rows = [RecordRef::empty(), row.as_ref()];
    let values = rows.map(Value::Record);
    freeze_array(&golden!("array_record"), Items::Record(&rows), &values);
    freeze_array(&golden!("array_string_empty"), Items::Str(&[]), &[]);
}

#[track_caller]
fn freeze_key(golden: &[u8], storage: Storage, entity: &str, fields: &[(&str, Value<'_>)]) {
    let mut made = Vec::new();
    encode_key(storage, entity, builder(fields).fields(), &mut made).expect("a key");
    same(&made, golden, "key block");
    let read = KeyRef::check(golden).expect("canonical");
    assert_eq!((read.storage, read.entity), (storage, entity));
    assert_eq!(read.record, record(fields).as_ref());
}

const DAY: Fields = &[
    ("Year", Value::I32(2026)),
    ("Month", Value::I32(7)),
    ("Day", Value::I32(14)),
];

#[test]
fn keys() {
    let view = "air.OrderedItems";
    freeze_key(&golden!("key_whole"), Storage::View, view, DAY);
    freeze_key(&golden!("key_partial"), Storage::View, view, &DAY[..1]);
    freeze_key(&golden!("key_no_entity"), Storage::CommandContext, "", &[]);
}

#[test]
fn page() {
    let amounts: [Fields; 2] = [&[("Amount", Value::I64(400))], &[]];
    let elements = [
        (record(DAY), record(amounts[0])),
        (record(&[]), record(amounts[1])),
    ];
    let mut made = vec![0; layout::page::ELEMENTS];
    for (key, value) in &elements {
        made.extend_from_slice(key.as_ref().as_bytes());
        made.extend_from_slice(value.as_ref().as_bytes());
    }
    encode_page_header(&mut made, 2);
    let golden = golden!("page");
    same(&made, &golden, "page");
    let read = PageRef::check(&golden).expect("canonical");
    assert!(
        read.eq(elements
            .iter()
            .map(|(key, value)| (key.as_ref(), value.as_ref())))
    );
}

const LINE: LogLine<'_> = LogLine {
    level: LogLevel::Warn,
    target: "orders",
    file: "src/lib.rs",
    line: 42,
    text: "late",
};

#[test]
fn log_line() {
    let mut made = Vec::new();
    encode_log_line(&LINE, &mut made).expect("a line");
    let golden = golden!("log_line");
    same(&made, &golden, "log line");
    assert_eq!(LogLine::check(&golden), Ok((LINE, golden.len())));
}

#[test]
fn result_with_all_parts() {
    let mut made = vec![0; layout::outcome::INTENTS];
    let amount = builder(&[("Amount", Value::I64(400))]);
    let id = builder(&[("ID", Value::Id(7))]);
    let day = builder(DAY);
    let view = (Storage::View, "air.OrderedItems", day.fields());
    encode_intent(Op::Insert, view, amount.fields(), &mut made).expect("an intent");
    let order = (Storage::Record, "air.Order", id.fields());
    encode_intent(Op::Update, order, amount.fields(), &mut made).expect("an intent");
    let mut log_bytes = Vec::new();
    let bare = LogLine {
        level: LogLevel::Trace,
        target: "",
        file: "",
        line: 0,
        text: "",
    };
    for line in [LINE, bare] {
        encode_log_line(&line, &mut log_bytes).expect("a line");
    }
    let parts = OutcomeParts {
        status: Status::Error,
        code: -409,
        intent_count: 2,
        log_count: 2,
        log_bytes: &log_bytes,
        text: "negative order amount",
    };
    encode_outcome_header(&parts, &mut made).expect("a block");
    let golden = golden!("result");
    same(&made, &golden, "result block");

    let read = OutcomeRef::check(&golden).expect("sound");
    assert_eq!((read.status, read.code), (parts.status, parts.code));
    assert_eq!(read.text, parts.text);
    assert_eq!(read.logs().collect::<Vec<_>>(), [Ok(LINE), Ok(bare)]);
    let intents: Result<Vec<_>, _> = read.intents().collect();
    let intents = intents.expect("sound intents");
    assert_eq!(intents.len(), 2);
    assert_eq!((intents[0].op, intents[1].op), (Op::Insert, Op::Update));
    assert_eq!(intents[0].key_bytes, golden!("key_whole"));
    assert_eq!(intents[1].key.entity, "air.Order");
    assert_eq!(intents[1].key.record.get("ID"), Some(Value::Id(7)));
    assert_eq!(intents[1].value.get("Amount"), Some(Value::I64(400)));
}

#[test]
fn fault_block() {
    let block = FaultBlock {
        cause: FaultCause::OutOfMemory,
        line: 42,
        column: 9,
        file: (0x1000, 10),
        text: (0x2_0010, 33),
        logs: (0x3_0000, 48),
        failed_alloc: 0x0100_0000,
    };
    let golden = golden!("fault");
    same(&block.to_bytes(), &golden, "fault block");
    let whole = golden.first_chunk().expect("a whole block");
    assert_eq!(FaultBlock::read(whole), Ok(Some(block)));
}

#[test]
fn arena_block() {
    let block = ArenaBlock {
        base: 0x9000,
        position: 0x9400,
        peak: 0xb000,
    };
    let golden = golden!("arena");
    same(&block.to_bytes(), &golden, "arena block");
    let whole = golden.first_chunk().expect("a whole block");
    assert_eq!(ArenaBlock::read(whole), block);
    assert_eq!(block.used(), 0x2000);
}

#[test]
fn read_context() {
    use layout::ctx;
    let mut made = [0; ctx::BYTES];
    made[ctx::STOP..][..4].copy_from_slice(&1u32.to_le_bytes());
    made[ctx::LIMIT..][..4].copy_from_slice(&100u32.to_le_bytes());
    same(&made, &golden!("read_context"), "read context");
}

fn declared(name: &str, ty: FieldType) -> FieldDecl {
    FieldDecl::new(name, ty)
}

fn manifest_parts() -> (Sdk, [Extension; 2], [Entity; 2]) {
    let sdk = Sdk {
        name: "heeus-sdk".into(),
        version: "0.1.0".into(),
    };
    let extension = |name: &str, kind, doc: &str| Extension {
        doc: doc.into(),
        ..Extension::new(name, kind)
    };
    let view = Entity {
        name: "air.OrderedItems".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![
            declared("Year", FieldType::I32),
            declared("Month", FieldType::I32),
        ],
        value: vec![declared("Amount", FieldType::I64)],
    };
    let order = Entity {
        name: "air.Order".into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![declared("ID", FieldType::Id)],
        value: vec![
            declared("Items", FieldType::Array),
            FieldDecl::optional("At", FieldType::Record),
        ],
    };
    let extensions = [
        extension("NewOrder", ExtensionKind::Command, "Takes an order."),
        Extension {
            targets: vec!["NewOrder".into(), "air.Order".into()],
            sync: true,
            ..Extension::new("CalcOrderedItems", ExtensionKind::Projector)
        },
    ];
    (sdk, extensions, [view, order])
}

#[test]
fn manifest() {
    let (sdk, extensions, entities) = manifest_parts();
    let mut made = sdk.encode().expect("an entry");
    for extension in &extensions {
        made.extend(extension.encode().expect("an entry"));
    }
    for entity in &entities {
        made.extend(entity.encode().expect("an entry"));
    }
    let unique = Unique {
        entity: "air.Order".into(),
        fields: vec!["Items".into(), "At".into()],
    };
    made.extend(unique.encode().expect("an entry"));
    let golden = golden!("manifest");
    same(&made, &golden, "manifest");
    let wanted = Manifest {
        sdks: vec![sdk],
        extensions: extensions.into(),
        entities: entities.into(),
        uniques: vec![unique],
        statics_persist: false,
    };
    assert_eq!(Manifest::decode(&golden), Ok(wanted.clone()));
    let persists = [&golden[..], &[5, 0, 0, 0, 4]].concat();
    let statics_persist = true;
    let wanted = Manifest {
        statics_persist,
        ..wanted
    };
    assert_eq!(Manifest::decode(&persists), Ok(wanted));
}
