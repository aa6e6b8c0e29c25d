//! The examples of ABI.md.

use std::fmt::Display;
use std::ops::Bound;

use heeus_abi::manifest::Manifest;
use heeus_abi::{ArrayRef, FaultBlock, KeyRef, Malformed, OutcomeRef, PageRef, RecordRef, Value};

use crate::again::BLOCKS;
use crate::hex;
use crate::markdown::{Item, Table};
use crate::same::same;
use crate::spec;

type Rows = Vec<(String, String)>;

fn row(rows: &mut Rows, what: &str, value: impl Display) {
    rows.push((what.into(), format!("{value}").trim().into()));
}

fn record(rows: &mut Rows, before: &str, record: RecordRef<'_>) {
    for field in record.fields() {
        value(rows, &format!("{before}{}", field.name), field.value);
    }
}

fn value(rows: &mut Rows, what: &str, value: Value<'_>) {
    let shown = match value {
        Value::I32(v) => v.to_string(),
        Value::I64(v) | Value::Id(v) => v.to_string(),
        Value::F32(v) => v.to_string(),
        Value::F64(v) => v.to_string(),
        Value::Bool(v) => v.to_string(),
        Value::Str(v) | Value::QName(v) => format!("{v:?}"),
        Value::Bytes(v) => format!("{v:02x?}"),
        Value::Record(inner) => {
            row(rows, what, format!("record of {} fields", inner.len()));
            return record(rows, &format!("{what}."), inner);
        }
        Value::Array(inner) => return array(rows, what, inner),
    };
    row(rows, what, format!("{} {shown}", value.field_type()));
}

fn array(rows: &mut Rows, what: &str, array: ArrayRef<'_>) {
    let ty = array.item_type().expect("a checked array");
    row(rows, what, format!("array of {} {ty}", array.len()));
    for (index, item) in array.iter().enumerate() {
        value(rows, &format!("{what}[{index}]"), item);
    }
}

fn key(rows: &mut Rows, before: &str, key: &KeyRef<'_>) {
    row(
        rows,
        &format!("{before}storage"),
        format!("{} {}", key.storage.number(), key.storage),
    );
    row(rows, &format!("{before}entity"), key.entity);
    record(rows, &format!("{before}key "), key.record);
    if key.range.is_reverse {
        row(rows, "order", "reverse");
    }
    bound(rows, key.range.lower, ["from", "above"]);
    bound(rows, key.range.upper, ["to", "below"]);
    let after = key.range.after.map_or(Bound::Unbounded, Bound::Included);
    bound(rows, after, ["after", ""]);
}

fn bound(rows: &mut Rows, bound: Bound<&[u8]>, [included, excluded]: [&str; 2]) {
    let (word, bytes) = match bound {
        Bound::Unbounded => return,
        Bound::Included(bytes) => (included, bytes),
        Bound::Excluded(bytes) => (excluded, bytes),
    };
    let bound = RecordRef::check(bytes).expect("a bound is a record");
    record(rows, &format!("{word} "), bound);
}

fn result(rows: &mut Rows, result: &OutcomeRef<'_>) -> Result<(), Malformed> {
    row(
        rows,
        "status",
        format!("{} {}", result.status.number(), result.status),
    );
    row(rows, "code", result.code);
    row(rows, "text", result.text);
    for (index, intent) in result.intents().enumerate() {
        let (what, intent) = (format!("intent {index}"), intent?);
        row(rows, &what, format!("{} {}", intent.op.number(), intent.op));
        key(rows, &format!("{what} "), &intent.key);
        record(rows, &format!("{what} value "), intent.value);
    }
    for (index, line) in result.logs().enumerate() {
        let (what, line) = (format!("log {index}"), line?);
        row(
            rows,
            &what,
            format!("{} {}", line.level.number(), line.level),
        );
        row(rows, &format!("{what} target"), line.target);
        row(rows, &format!("{what} file"), line.file);
        row(rows, &format!("{what} line"), line.line);
        row(rows, &format!("{what} text"), line.text);
    }
    Ok(())
}

fn page(rows: &mut Rows, page: PageRef<'_>) {
    for (index, (key, value)) in page.enumerate() {
        record(rows, &format!("element {index} key "), key);
        record(rows, &format!("element {index} value "), value);
    }
}

fn manifest(rows: &mut Rows, manifest: &Manifest) {
    for sdk in &manifest.sdks {
        row(rows, "SDK", format!("{} {}", sdk.name, sdk.version));
    }
    for one in &manifest.extensions {
        let kind = one.kind;
        row(
            rows,
            "extension",
            format!("{} {kind} {}: {}", kind.number(), one.name, one.doc),
        );
        for target in &one.targets {
            row(rows, "target", target);
        }
    }
    for one in &manifest.uniques {
        row(
            rows,
            "unique fields",
            format!("{} {}", one.entity, one.fields.join(", ")),
        );
    }
    for one in &manifest.entities {
        let partition = format!("partition fields: {}", one.partition_fields);
        let kind = format!("{} {}", one.kind.number(), one.kind);
        row(rows, "entity", format!("{kind} {}, {partition}", one.name));
        for (what, fields) in [("key field", &one.key), ("value field", &one.value)] {
            for field in fields {
                let mark = if field.optional {
                    ", which rows may lack"
                } else {
                    ""
                };
                row(rows, what, format!("{} {}{mark}", field.ty, field.name));
            }
        }
    }
}

fn fault(rows: &mut Rows, block: &FaultBlock) {
    row(
        rows,
        "cause",
        format!("{} {}", block.cause.number(), block.cause),
    );
    row(rows, "line", block.line);
    row(rows, "column", block.column);
    for (what, (at, bytes)) in [
        ("file", block.file),
        ("text", block.text),
        ("logs", block.logs),
    ] {
        row(rows, what, format!("{bytes} bytes at {at}"));
    }
    row(
        rows,
        "failed allocation",
        format!("{} bytes", block.failed_alloc),
    );
}

/// The content of the block, as the crate's checkers read it.
fn describe(kind: &str, bytes: &[u8]) -> Result<Rows, Malformed> {
    let mut rows = Rows::new();
    match kind {
        "record" => record(&mut rows, "", RecordRef::check(bytes)?),
        "key" => key(&mut rows, "", &KeyRef::check_read(bytes)?),
        "result" => result(&mut rows, &OutcomeRef::check(bytes)?)?,
        "page" => page(&mut rows, PageRef::check(bytes)?),
        "manifest" => manifest(&mut rows, &Manifest::decode(bytes)?),
        "fault" => fault(&mut rows, &read_fault(bytes)),
        other => panic!("an example of an unknown kind: {other}"),
    }
    Ok(rows)
}

fn read_fault(bytes: &[u8]) -> FaultBlock {
    let whole = <&[u8; 40]>::try_from(bytes).expect("40 bytes");
    FaultBlock::read(whole)
        .expect("a cause")
        .expect("other than 0")
}

/// Encodes the block's content again.
fn encode_again(kind: &str, bytes: &[u8]) -> Vec<u8> {
    if kind == "fault" {
        return read_fault(bytes).to_bytes().into();
    }
    let (_, block) = BLOCKS
        .iter()
        .find(|(name, _)| *name == kind)
        .expect("a kind of block");
    block.again(bytes).expect("a canonical block")
}

fn stated(table: &Table) -> Rows {
    assert_eq!(table.header, ["what", "value"]);
    table
        .rows
        .iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect()
}

/// An example block of the text.
pub struct Example {
    /// The word after `hex`.
    pub kind: String,
    /// The block.
    pub bytes: Vec<u8>,
    /// The rows of the table beside it.
    pub stated: Rows,
}

/// All examples, in order.
pub fn examples() -> Vec<Example> {
    let mut table = None;
    let mut found = Vec::new();
    for item in spec().items {
        match item {
            Item::Heading(_) => table = None,
            Item::Table(new) => table = Some(new),
            Item::Fence { info, body } => {
                // tests/foreign builds and runs the guest in C.
                let Some(kind) = info.strip_prefix("hex ") else {
                    assert_eq!(info, "c", "only blocks of bytes and of C are fenced");
                    continue;
                };
                let stated = stated(&table.take().expect("a table before the bytes"));
                found.push(Example {
                    kind: kind.into(),
                    bytes: hex::bytes(&body),
                    stated,
                });
            }
        }
    }
    found
}

#[test]
fn say_what_stands_beside_them() {
    for Example {
        kind,
        bytes,
        stated,
    } in examples()
    {
        assert_eq!(describe(&kind, &bytes), Ok(stated), "{kind}");
    }
}

#[test]
fn are_what_the_encoder_makes() {
    for Example { kind, bytes, .. } in examples() {
        same(&encode_again(&kind, &bytes), &bytes, &kind);
    }
}

#[test]
fn are_there_for_every_block() {
    let mut kinds: Vec<_> = examples().into_iter().map(|example| example.kind).collect();
    kinds.dedup();
    assert_eq!(
        kinds,
        ["record", "key", "result", "page", "manifest", "fault"]
    );
}
