//! JSON as the SDK reads it, compared with `serde_json`, and written again.

use heeus_sdk::values::json::{self, Json, JsonFilled, JsonItems, JsonKind, JsonMembers};
use heeus_sdk::values::json::{JsonSlot, ToJson};
use serde_json::{Map, Value};

/// Reads the bytes in both ways.
pub fn run(data: &[u8]) {
    let found = json::read(data);
    // It refuses a mark of byte order.
    let plain = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    let wanted = serde_json::from_slice::<Value>(plain);
    match (found, wanted) {
        (Ok(json), Ok(wanted)) => {
            let found = content(json);
            assert_eq!(found, without_floats(wanted));
            let written = json::of(&Any(&found));
            let read = json::read(&*written).expect("what is written is JSON");
            assert_eq!(content(read), found);
            assert_eq!(serde_json::from_str::<Value>(&written).ok(), Some(found));
        }
        (Ok(_), Err(error)) => {
            let message = error.to_string();
            assert!(message.starts_with("number out of range"), "{message}");
        }
        (Err(error), Ok(_)) => {
            assert!(error.to_string().contains("at most 64"), "{error}");
        }
        (Err(_), Err(_)) => {}
    }
}

/// The value in the form of `serde_json`. Numbers other than integers are null: `serde_json` reads
/// some of them as a neighbour.
fn content(json: Json<'_>) -> Value {
    match json.kind() {
        JsonKind::Null => Value::Null,
        JsonKind::Bool => json.value::<bool>().expect("a bool").into(),
        JsonKind::Number => match (json.value::<i64>(), json.value::<u64>()) {
            (Ok(0), _) if json.as_json() == "-0" => Value::Null,
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            _ => Value::Null,
        },
        JsonKind::Text => json.value::<String>().expect("a text").into(),
        JsonKind::Array => {
            let items = json.value::<JsonItems<'_>>().expect("an array");
            items.map(content).collect()
        }
        JsonKind::Object => {
            let members = json.value::<JsonMembers<'_>>().expect("an object");
            let members = members.map(|(name, value)| (name.into_owned(), content(value)));
            let members: Map<String, Value> = members.collect();
            for (name, value) in &members {
                let found: Json<'_> = json.get(name.as_str()).expect("it is there");
                assert_eq!(content(found), *value);
            }
            members.into()
        }
    }
}

fn without_floats(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(items) => items.into_iter().map(without_floats).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| (name, without_floats(value)));
            members.collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

struct Any<'a>(&'a Value);

impl ToJson for Any<'_> {
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        match self.0 {
            Value::Null => slot.put(None::<bool>),
            Value::Bool(value) => slot.put(value),
            Value::Number(number) => match number.as_i64() {
                Some(number) => slot.put(number),
                None => slot.put(number.as_u64()),
            },
            Value::String(text) => slot.put(text),
            Value::Array(items) => slot.array(|array| {
                for item in items {
                    array.put(Any(item));
                }
            }),
            Value::Object(members) => slot.object(|object| {
                for (name, value) in members {
                    object.put(name, Any(value));
                }
            }),
        }
    }
}
