//! The conversion of a line of JSON to the arguments of an extension.
//!
//! Fields have the names that the extensions know. A missing field stays missing, since judging an
//! order is up to the extensions. The errors here are about values that have no type of theirs.

use std::fmt::{self, Display, Formatter};

use heeus_host_testkit::{Content, DynRecord};
use serde_json::{Map, Value};

/// The most characters of a found value that an error shows.
const SHOWN: usize = 40;

/// The reason why a line is no order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLine {
    /// It is not JSON.
    NotJson(String),
    /// A part of the line is not what an order has at this place.
    Other {
        /// The place: `Items[1].Quantity`; empty for the whole line.
        place: String,
        /// The expected value.
        expected: String,
        /// The found value.
        found: String,
    },
}

impl BadLine {
    /// The reason, in general terms.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "is not JSON",
            Self::Other { .. } => "is JSON, but of other fields or types",
        }
    }
}

impl Display for BadLine {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "expected an order as JSON: {why}"),
            Self::Other {
                place,
                expected,
                found,
            } => {
                let colon = if place.is_empty() { "" } else { ": " };
                write!(f, "{place}{colon}expected {expected}, found {found}")
            }
        }
    }
}

/// The type of a field's value.
enum Type {
    I32,
    I64,
    Text,
    Items,
}

type Fields = &'static [(&'static str, Type)];

const ORDER: Fields = &[
    ("ID", Type::I64),
    ("Customer", Type::Text),
    ("Year", Type::I32),
    ("Month", Type::I32),
    ("Day", Type::I32),
    ("Items", Type::Items),
];

const ITEM: Fields = &[
    ("Name", Type::Text),
    ("Quantity", Type::I32),
    ("SinglePrice", Type::I64),
];

/// Reads the order from a line.
pub(crate) fn parse(line: &[u8]) -> Result<DynRecord, BadLine> {
    let value =
        serde_json::from_slice(line).map_err(|error| BadLine::NotJson(error.to_string()))?;
    record(&value, ORDER, "")
}

fn record(value: &Value, fields: Fields, place: &str) -> Result<DynRecord, BadLine> {
    let Value::Object(object) = value else {
        return Err(other(
            place,
            &format!("an object with {}", names(fields)),
            value,
        ));
    };
    known(object, fields, place)?;
    fields
        .iter()
        .filter_map(|(name, ty)| Some((name, ty, object.get(*name)?)))
        .try_fold(DynRecord::new(), |record, (name, ty, value)| {
            Ok(record.with(*name, content(value, ty, &inside(place, name))?))
        })
}

/// Checks that the object has known fields only.
fn known(object: &Map<String, Value>, fields: Fields, place: &str) -> Result<(), BadLine> {
    let unknown = |name: &&String| fields.iter().all(|(known, _)| known != name);
    match object.keys().find(unknown) {
        None => Ok(()),
        Some(name) => Err(BadLine::Other {
            place: place.to_owned(),
            expected: names(fields),
            found: format!("the field {}", shown(name)),
        }),
    }
}

fn content(value: &Value, ty: &Type, place: &str) -> Result<Content, BadLine> {
    let (content, expected) = match ty {
        Type::I32 => {
            let number = value.as_i64().and_then(|number| i32::try_from(number).ok());
            (number.map(Content::I32), "an integer of 32 bits")
        }
        Type::I64 => (value.as_i64().map(Content::I64), "an integer of 64 bits"),
        Type::Text => (value.as_str().map(Content::from), "text"),
        Type::Items => {
            let items = value
                .as_array()
                .map(|items| all(items, place))
                .transpose()?;
            (items.map(Content::from), "an array of items")
        }
    };
    content.ok_or_else(|| other(place, expected, value))
}

fn all(items: &[Value], place: &str) -> Result<Vec<DynRecord>, BadLine> {
    let item = |(index, item)| record(item, ITEM, &format!("{place}[{index}]"));
    items.iter().enumerate().map(item).collect()
}

fn other(place: &str, expected: &str, found: &Value) -> BadLine {
    BadLine::Other {
        place: place.to_owned(),
        expected: expected.to_owned(),
        found: shown(&found.to_string()),
    }
}

fn inside(place: &str, name: &str) -> String {
    match place {
        "" => name.to_owned(),
        place => format!("{place}.{name}"),
    }
}

fn names(fields: Fields) -> String {
    let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

/// The beginning of a text that may be long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
    }
}
