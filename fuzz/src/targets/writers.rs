//! Every encoder of the contract, compared with checker and model.
//!
//! Checker and model accept the written bytes, and read the given content from them. If the encoder
//! refuses a content, the model has no bytes for it. The rest of an input changes the bytes, and
//! checker and model must agree on these too.

use arbitrary::{Result, Unstructured};
use heeus_abi::manifest;
use heeus_abi::{
    EncodeError, ExtensionKind, Field, Items, LogLevel, LogLine, Op, OutcomeParts, RecordBuilder,
    RecordRef, Status, Storage, Value, encode_array, encode_intent, encode_intent_of, encode_key,
    encode_log_line, encode_outcome_header, encode_page_header,
};

use super::blocks;
use crate::generate;
use crate::model::{self, EntryContent};

type Coded<T> = std::result::Result<T, EncodeError>;

/// Writes the content that an input describes, and checks the bytes.
pub fn run(data: &[u8]) {
    // An input that ends early describes nothing more.
    let _ = write(&mut Unstructured::new(data));
}

/// Keys and values of elements.
type Elements = Vec<(model::Record, model::Record)>;

fn write(from: &mut Unstructured<'_>) -> Result<()> {
    let block = from.int_in_range(0..=7)?;
    let written = match block {
        0 => written(
            &generate::record(from, 9)?,
            record,
            model::write_record,
            model::record,
        ),
        1 => array(from)?,
        2 => written(&generate::key(from)?, key, model::write_key, model::key),
        3 => written(
            &generate::intent(from)?,
            intent,
            model::write_intent,
            model::intent,
        ),
        4 => written(&generate::line(from)?, line, model::write_line, model::line),
        5 => written(
            &generate::outcome(from)?,
            outcome,
            model::write_outcome,
            model::outcome,
        ),
        6 => {
            let element = |from: &mut Unstructured<'_>| {
                Ok((generate::record(from, 1)?, generate::record(from, 1)?))
            };
            let elements = generate::some(from, 3, element)?;
            written(&elements, page, |of| model::write_page(of), model::page)
        }
        _ => written(
            &generate::some(from, 3, generate::entry)?,
            section,
            |of| model::write_manifest(of),
            model::manifest,
        ),
    };
    let Some(mut bytes) = written else {
        return Ok(());
    };
    held(block, &bytes);
    while !from.is_empty() {
        change(from, &mut bytes)?;
        held(block, &bytes);
    }
    Ok(())
}

/// Compares the checker with the model.
fn held(block: u8, bytes: &[u8]) {
    let mut input = vec![block];
    input.extend(bytes);
    blocks::run(&input);
}

/// Changes some bytes, as a faulty guest might.
fn change(from: &mut Unstructured<'_>, bytes: &mut Vec<u8>) -> Result<()> {
    let at = from.int_in_range(0..=bytes.len())?;
    match from.int_in_range(0..=5)? {
        0 => bytes.truncate(at),
        1 => bytes.extend(generate::bytes(from)?),
        2 => drop(bytes.drain(at..bytes.len().min(at + 8))),
        3 => {
            let value: u32 = from.int_in_range(0..=64)?;
            let place = bytes
                .get_mut(at & !3..)
                .and_then(|rest| rest.first_chunk_mut());
            if let Some(place) = place {
                *place = value.to_le_bytes();
            }
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = from.arbitrary()?;
            }
        }
    }
    // Otherwise nothing behind the size would be checked.
    if from.arbitrary()?
        && let Ok(size) = u32::try_from(bytes.len())
        && let Some(word) = bytes.first_chunk_mut()
    {
        *word = size.to_le_bytes();
    }
    Ok(())
}

/// Encodes a content in both ways; `None` if it has no bytes.
fn written<T: PartialEq + std::fmt::Debug>(
    content: &T,
    encode: impl Fn(&T) -> Coded<Vec<u8>>,
    write: impl Fn(&T) -> Vec<u8>,
    read: impl Fn(&[u8]) -> Option<T>,
) -> Option<Vec<u8>> {
    let wanted = write(content);
    let is_sound = read(&wanted).as_ref() == Some(content);
    match encode(content) {
        Ok(bytes) => {
            assert_eq!(bytes, wanted, "{content:?}");
            Some(bytes)
        }
        Err(error) => {
            assert!(!is_sound, "{error:?} for {content:?}");
            None
        }
    }
}

/// A nested record or array as bytes.
fn nested(value: &model::Value) -> Coded<Vec<u8>> {
    match value {
        model::Value::Record(fields) => record(fields),
        model::Value::Array(ty, items) => encode_items(*ty, items),
        _ => Ok(Vec::new()),
    }
}

fn borrowed<'a>(value: &'a model::Value, nested: &'a [u8]) -> Value<'a> {
    match value {
        model::Value::I32(v) => Value::I32(*v),
        model::Value::I64(v) => Value::I64(*v),
        model::Value::F32(v) => Value::F32(f32::from_bits(*v)),
        model::Value::F64(v) => Value::F64(f64::from_bits(*v)),
        model::Value::Bool(v) => Value::Bool(*v),
        model::Value::Str(v) => Value::Str(v),
        model::Value::Bytes(v) => Value::Bytes(v),
        model::Value::QName(v) => Value::QName(v),
        model::Value::Id(v) => Value::Id(*v),
        model::Value::Record(_) => Value::Record(RecordRef::trusted(nested)),
        model::Value::Array(..) => Value::Array(heeus_abi::ArrayRef::trusted(nested)),
    }
}

/// Passes the fields of a record to an encoder.
fn with_fields<T>(
    fields: &model::Record,
    encode: impl FnOnce(&[Field<'_>]) -> Coded<T>,
) -> Coded<T> {
    let inner: Coded<Vec<_>> = fields.values().map(nested).collect();
    let inner = inner?;
    // They are added in reverse; the builder must sort them by name.
    let mut builder = RecordBuilder::new();
    for ((name, value), inner) in fields.iter().zip(&inner).rev() {
        builder.put(name, borrowed(value, inner));
    }
    encode(builder.fields())
}

/// The bytes of a record.
pub fn record(fields: &model::Record) -> Coded<Vec<u8>> {
    with_fields(fields, |fields| {
        let mut out = Vec::new();
        heeus_abi::encode_record(fields, &mut out).map(|()| out)
    })
}

fn encode_items(ty: u8, items: &[model::Value]) -> Coded<Vec<u8>> {
    let inner: Coded<Vec<_>> = items.iter().map(nested).collect();
    let inner = inner?;
    let values = || {
        items
            .iter()
            .zip(&inner)
            .map(|(item, inner)| borrowed(item, inner))
    };
    macro_rules! of {
        ($kind:ident) => {{
            let items = values().map(|value| match value {
                Value::$kind(v) => v,
                other => panic!("{other:?}"),
            });
            let mut out = Vec::new();
            encode_array(Items::$kind(&items.collect::<Vec<_>>()), &mut out).map(|()| out)
        }};
    }
    match ty {
        1 => of!(I32),
        2 => of!(I64),
        3 => of!(F32),
        4 => of!(F64),
        5 => of!(Bool),
        6 => of!(Str),
        7 => of!(Bytes),
        8 => of!(QName),
        9 => of!(Id),
        _ => of!(Record),
    }
}

fn array(from: &mut Unstructured<'_>) -> Result<Option<Vec<u8>>> {
    let model::Value::Array(ty, items) = generate::value(from, 11, 3)? else {
        unreachable!("type 11 is an array");
    };
    let write = |(ty, items): &(u8, Vec<model::Value>)| model::write_array(*ty, items);
    let encode = |(ty, items): &(u8, Vec<model::Value>)| encode_items(*ty, items);
    Ok(written(&(ty, items), encode, write, model::array))
}

fn key(key: &model::Key) -> Coded<Vec<u8>> {
    let storage = Storage::try_from(u32::from(key.storage)).expect("a storage");
    with_fields(&key.fields, |fields| {
        let mut out = Vec::new();
        encode_key(storage, &key.entity, fields, &mut out).map(|()| out)
    })
}

fn intent(intent: &model::Intent) -> Coded<Vec<u8>> {
    let op = Op::try_from(u32::from(intent.op)).expect("an operation");
    let storage = Storage::try_from(u32::from(intent.key.storage)).expect("a storage");
    let bytes = with_fields(&intent.key.fields, |key| {
        with_fields(&intent.value, |value| {
            let mut out = Vec::new();
            let of = (storage, intent.key.entity.as_str(), key);
            encode_intent(op, of, value, &mut out).map(|()| out)
        })
    })?;
    let block = key(&intent.key)?;
    let mut other = Vec::new();
    with_fields(&intent.value, |value| {
        encode_intent_of(op, &block, value, &mut other)
    })?;
    assert_eq!(
        bytes, other,
        "a key block that is made, and one that is given"
    );
    Ok(bytes)
}

fn line(line: &model::Line) -> Coded<Vec<u8>> {
    let line = LogLine {
        level: LogLevel::try_from(u32::from(line.level)).expect("a level"),
        target: &line.target,
        file: &line.file,
        line: line.number,
        text: &line.text,
    };
    let mut out = Vec::new();
    encode_log_line(&line, &mut out).map(|()| out)
}

fn outcome(outcome: &model::Outcome) -> Coded<Vec<u8>> {
    let mut out = vec![0; heeus_abi::layout::outcome::INTENTS];
    for one in &outcome.intents {
        out.extend(intent(one)?);
    }
    let lines: Coded<Vec<_>> = outcome.lines.iter().map(line).collect();
    let count = |count: usize| u32::try_from(count).expect("few");
    let parts = OutcomeParts {
        status: Status::try_from(u32::from(outcome.status)).expect("a status"),
        code: outcome.code,
        intent_count: count(outcome.intents.len()),
        log_count: count(outcome.lines.len()),
        log_bytes: &lines?.concat(),
        text: &outcome.text,
    };
    encode_outcome_header(&parts, &mut out).map(|()| out)
}

fn page(elements: &Elements) -> Coded<Vec<u8>> {
    let mut out = vec![0; heeus_abi::layout::page::ELEMENTS];
    for (key, value) in elements {
        out.extend(record(key)?);
        out.extend(record(value)?);
    }
    encode_page_header(&mut out, u32::try_from(elements.len()).expect("few"));
    Ok(out)
}

fn section(entries: &Vec<EntryContent>) -> Coded<Vec<u8>> {
    let mut out = Vec::new();
    for entry in entries {
        out.extend(match entry.clone() {
            EntryContent::Sdk { name, version } => manifest::Sdk { name, version }.encode()?,
            EntryContent::Extension {
                kind,
                name,
                doc,
                targets,
                sync,
            } => {
                let kind = ExtensionKind::try_from(u32::from(kind)).expect("a kind");
                let extension = manifest::Extension {
                    name,
                    kind,
                    doc,
                    targets,
                    sync,
                };
                extension.encode()?
            }
            EntryContent::Entity(entity) => blocks::declared(&entity).encode()?,
            EntryContent::Unique { entity, fields } => {
                manifest::Unique { entity, fields }.encode()?
            }
            EntryContent::StaticsPersist | EntryContent::Other => unreachable!("has no encoder"),
        });
    }
    Ok(out)
}
