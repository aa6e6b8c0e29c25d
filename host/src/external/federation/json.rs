//! JSON as records.

use heeus_abi::{ArrayBuf, EncodeError, OwnedValue, RecordBuf, RecordBuilder, Value};
use serde_json::{Map, Value as Json};

use crate::shown::Quoted;

/// The field of an object that is not `null`. Older servers write the name in other case.
pub(super) fn field<'a>(object: &'a Json, name: &str) -> Option<&'a Json> {
    let mut fields = object.as_object()?.iter();
    let (_, value) = fields.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    (!value.is_null()).then_some(value)
}

/// Returns an object of ids as a record.
pub(super) fn ids(json: &Json) -> Result<RecordBuf, String> {
    let fields = json.as_object().ok_or("newIDs is no object")?;
    let mut ids = RecordBuilder::new();
    for (name, id) in fields {
        let id = id.as_i64().ok_or_else(|| is_no(name, "id"))?;
        ids.put(name, Value::Id(id));
    }
    ids.build().map_err(text)
}

/// Returns an object as a record.
pub(super) fn record(json: &Json) -> Result<RecordBuf, String> {
    object(json.as_object().ok_or("result is no object")?)
}

fn object(fields: &Map<String, Json>) -> Result<RecordBuf, String> {
    let mut values = Vec::new();
    for (name, json) in fields {
        if let Some(value) = owned(name, json)? {
            values.push((name, value));
        }
    }
    let mut record = RecordBuilder::new();
    for (name, value) in &values {
        record.put(name, value.as_ref());
    }
    record.build().map_err(text)
}

/// The value of a field; `None` if the field is left out.
fn owned(name: &str, json: &Json) -> Result<Option<OwnedValue>, String> {
    Ok(Some(match json {
        Json::Null => return Ok(None),
        Json::Bool(value) => OwnedValue::Bool(*value),
        Json::String(value) => OwnedValue::Str(value.clone()),
        Json::Number(number) => match number.as_i64() {
            Some(value) => OwnedValue::I64(value),
            None => OwnedValue::F64(float(json)),
        },
        Json::Object(fields) => OwnedValue::Record(object(fields)?),
        Json::Array(items) if items.is_empty() => return Ok(None),
        Json::Array(items) => OwnedValue::Array(array(name, items)?),
    }))
}

/// The items of an array, which must have one type. Numbers are floats if one of them is.
fn array(name: &str, items: &[Json]) -> Result<ArrayBuf, String> {
    let mixed = || is_no(name, "array of one type");
    let has_floats = items
        .iter()
        .any(|item| item.is_number() && item.as_i64().is_none());
    let mut values = Vec::new();
    for item in items {
        values.push(match item {
            Json::Number(_) if has_floats => OwnedValue::F64(float(item)),
            item => owned(name, item)?.ok_or_else(mixed)?,
        });
    }
    let ty = values
        .first()
        .map(OwnedValue::field_type)
        .ok_or_else(mixed)?;
    ArrayBuf::of(ty, &values).map_err(|error| match error {
        EncodeError::ItemType => mixed(),
        error => text(error),
    })
}

/// A number as a float.
fn float(number: &Json) -> f64 {
    number.as_f64().unwrap_or_default()
}

fn is_no(name: &str, expected: &str) -> String {
    format!("field {}: expected an {expected}", Quoted(name))
}

fn text(error: EncodeError) -> String {
    error.text().to_owned()
}
