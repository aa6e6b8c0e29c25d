//! The canonical bytes of contents.

use super::block::{Intent, Key, Line, Outcome, Range};
use super::read::aligned;
use super::record::{Record, Value};

fn put(out: &mut Vec<u8>, number: usize, size: usize) {
    out.extend(&number.to_le_bytes()[..size]);
}

fn pad(out: &mut Vec<u8>) {
    out.resize(aligned(out.len()), 0);
}

/// Writes the size of the whole block to its offset.
fn set_size(mut out: Vec<u8>, at: usize) -> Vec<u8> {
    let size = u32::try_from(out.len()).unwrap_or(u32::MAX);
    out[at..at + 4].copy_from_slice(&size.to_le_bytes());
    out
}

/// The bytes of a scalar, as in an array.
fn scalar(value: &Value) -> Option<Vec<u8>> {
    Some(match value {
        Value::I32(v) => v.to_le_bytes().to_vec(),
        Value::I64(v) | Value::Id(v) => v.to_le_bytes().to_vec(),
        Value::F32(v) => v.to_le_bytes().to_vec(),
        Value::F64(v) => v.to_le_bytes().to_vec(),
        Value::Bool(v) => vec![u8::from(*v)],
        _ => return None,
    })
}

/// The payload of a value that is no scalar; empty for a scalar.
fn payload(value: &Value) -> Vec<u8> {
    match value {
        Value::Str(v) | Value::QName(v) => v.as_bytes().to_vec(),
        Value::Bytes(v) => v.clone(),
        Value::Record(v) => write_record(v),
        Value::Array(ty, items) => write_array(*ty, items),
        _ => Vec::new(),
    }
}

/// The bytes of a record.
pub fn write_record(fields: &Record) -> Vec<u8> {
    let mut name_at = 8 + 16 * fields.len();
    let names: Vec<u8> = fields.keys().flat_map(|name| name.bytes()).collect();
    let mut payload_at = aligned(name_at + names.len());
    let (mut table, mut payloads) = (Vec::new(), Vec::new());
    for (name, value) in fields {
        let mut first = name.as_bytes().to_vec();
        first.resize(4, 0);
        table.extend(first);
        put(&mut table, value.number().into(), 1);
        put(&mut table, name.len(), 1);
        put(&mut table, name_at, 2);
        name_at += name.len();
        if let Some(mut slot) = scalar(value) {
            slot.resize(8, 0);
            table.extend(slot);
        } else {
            let payload = payload(value);
            put(&mut table, payload_at, 4);
            put(&mut table, payload.len(), 4);
            payloads.extend(&payload);
            pad(&mut payloads);
            payload_at += aligned(payload.len());
        }
    }
    let mut out = vec![0; 4];
    put(&mut out, fields.len(), 2);
    put(&mut out, 0, 2);
    out.extend(table);
    out.extend(names);
    pad(&mut out);
    out.extend(payloads);
    set_size(out, 0)
}

/// The bytes of an array.
pub fn write_array(ty: u8, items: &[Value]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, items.len(), 4);
    put(&mut out, ty.into(), 4);
    if let Some(scalars) = items.iter().map(scalar).collect::<Option<Vec<_>>>() {
        out.extend(scalars.concat());
        return out;
    }
    let payloads: Vec<_> = items.iter().map(payload).collect();
    let mut at = 8 + 8 * items.len();
    for payload in &payloads {
        at = aligned(at);
        put(&mut out, at, 4);
        put(&mut out, payload.len(), 4);
        at += payload.len();
    }
    for payload in &payloads {
        pad(&mut out);
        out.extend(payload);
    }
    out
}

/// The bytes of a key block.
pub fn write_key(key: &Key) -> Vec<u8> {
    let mut out = vec![0; 4];
    put(&mut out, key.storage.into(), 2);
    put(&mut out, key.entity.len(), 2);
    out.extend(key.entity.bytes());
    pad(&mut out);
    out.extend(write_record(&key.fields));
    set_size(out, 0)
}

/// The bytes of the key block of a read.
pub fn write_read_key((key, range): &(Key, Option<Range>)) -> Vec<u8> {
    let mut out = write_key(key);
    if let Some(range) = range {
        put(&mut out, range.order.into(), 1);
        put(&mut out, range.lower.0.into(), 1);
        put(&mut out, range.upper.0.into(), 1);
        put(&mut out, range.after.0.into(), 1);
        let bounds = [&range.lower, &range.upper, &range.after];
        for (_, bound) in bounds {
            put(&mut out, bound.len(), 4);
        }
        for (_, bound) in bounds {
            out.extend(bound);
            pad(&mut out);
        }
    }
    set_size(out, 0)
}

/// The bytes of an intent.
pub fn write_intent(intent: &Intent) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, intent.op.into(), 4);
    put(&mut out, 0, 4);
    out.extend(write_key(&intent.key));
    out.extend(write_record(&intent.value));
    set_size(out, 4)
}

/// The bytes of a log line.
pub fn write_line(line: &Line) -> Vec<u8> {
    let mut out = vec![0; 4];
    put(&mut out, line.level.into(), 1);
    put(&mut out, 0, 1);
    put(&mut out, line.target.len(), 2);
    put(&mut out, line.file.len(), 2);
    put(&mut out, 0, 2);
    put(&mut out, line.number as usize, 4);
    put(&mut out, line.text.len(), 4);
    put(&mut out, 0, 4);
    for text in [&line.target, &line.file, &line.text] {
        out.extend(text.bytes());
    }
    pad(&mut out);
    set_size(out, 0)
}

/// The bytes of a result block.
pub fn write_outcome(outcome: &Outcome) -> Vec<u8> {
    let intents: Vec<u8> = outcome.intents.iter().flat_map(write_intent).collect();
    let lines: Vec<u8> = outcome.lines.iter().flat_map(write_line).collect();
    let mut out = vec![0; 4];
    put(&mut out, outcome.status.into(), 4);
    put(&mut out, outcome.code.cast_unsigned() as usize, 4);
    put(&mut out, outcome.intents.len(), 4);
    put(&mut out, intents.len(), 4);
    put(&mut out, outcome.lines.len(), 4);
    put(&mut out, lines.len(), 4);
    put(&mut out, outcome.text.len(), 4);
    out.extend(intents);
    out.extend(lines);
    out.extend(outcome.text.bytes());
    pad(&mut out);
    set_size(out, 0)
}

/// The bytes of a page.
pub fn write_page(elements: &[(Record, Record)]) -> Vec<u8> {
    let mut out = vec![0; 4];
    put(&mut out, elements.len(), 4);
    for (key, value) in elements {
        out.extend(write_record(key));
        out.extend(write_record(value));
    }
    set_size(out, 0)
}
