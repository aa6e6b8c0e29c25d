//! JSON as records.

use heeus_abi::{
    ArrayRef, EncodeError, Items, RecordBuf, RecordBuilder, RecordRef, Value, encode_array,
};
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

/// A value of a field, whose blocks it owns.
enum Owned<'a> {
    Plain(Value<'a>),
    Record(RecordBuf),
    Array(Vec<u8>),
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
        record.put(
            name,
            match value {
                Owned::Plain(value) => *value,
                Owned::Record(inner) => Value::Record(inner.as_ref()),
                Owned::Array(items) => Value::Array(ArrayRef::trusted(items)),
            },
        );
    }
    record.build().map_err(text)
}

/// The value of a field; `None` if the field is left out.
fn owned<'a>(name: &str, json: &'a Json) -> Result<Option<Owned<'a>>, String> {
    Ok(Some(match json {
        Json::Null => return Ok(None),
        Json::Bool(value) => Owned::Plain(Value::Bool(*value)),
        Json::String(value) => Owned::Plain(Value::Str(value)),
        Json::Number(number) => match number.as_i64() {
            Some(value) => Owned::Plain(Value::I64(value)),
            None => Owned::Plain(Value::F64(float(json))),
        },
        Json::Object(fields) => Owned::Record(object(fields)?),
        Json::Array(items) if items.is_empty() => return Ok(None),
        Json::Array(items) => {
            Owned::Array(array(items).ok_or_else(|| is_no(name, "array of one type"))??)
        }
    }))
}

/// The items of an array as a block; `None` if they are not of one type.
fn array(items: &[Json]) -> Option<Result<Vec<u8>, String>> {
    let mut bytes = Vec::new();
    let encoded = match items.first()? {
        Json::Bool(_) => {
            let items: Vec<bool> = items.iter().map(Json::as_bool).collect::<Option<_>>()?;
            encode_array(Items::Bool(&items), &mut bytes)
        }
        Json::String(_) => {
            let items: Vec<&str> = items.iter().map(Json::as_str).collect::<Option<_>>()?;
            encode_array(Items::Str(&items), &mut bytes)
        }
        Json::Number(_) => {
            if !items.iter().all(Json::is_number) {
                return None;
            }
            let whole: Option<Vec<i64>> = items.iter().map(Json::as_i64).collect();
            if let Some(whole) = whole {
                encode_array(Items::I64(&whole), &mut bytes)
            } else {
                let items: Vec<f64> = items.iter().map(float).collect();
                encode_array(Items::F64(&items), &mut bytes)
            }
        }
        Json::Object(_) => {
            let items: Vec<_> = items.iter().map(Json::as_object).collect::<Option<_>>()?;
            let records: Result<Vec<RecordBuf>, String> = items.into_iter().map(object).collect();
            let records = match records {
                Ok(records) => records,
                Err(error) => return Some(Err(error)),
            };
            let records: Vec<RecordRef<'_>> = records.iter().map(RecordBuf::as_ref).collect();
            encode_array(Items::Record(&records), &mut bytes)
        }
        Json::Null | Json::Array(_) => return None,
    };
    Some(encoded.map(|()| bytes).map_err(text))
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
