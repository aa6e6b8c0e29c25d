//! Records in messages.

use std::fmt;

use heeus_abi::{RecordRef, Value};

use super::Quoted;

/// Most bytes of a text that a message shows.
const SHOWN: usize = 40;

/// A record as short text: `{Day: 12, Year: 2026}`, in the order of names. Long texts are cut.
pub struct ShortRecord<'a>(pub RecordRef<'a>);

impl fmt::Display for ShortRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (index, field) in self.0.fields().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}: ", field.name)?;
            show_value(field.value, f)?;
        }
        f.write_str("}")
    }
}

fn show_value(value: Value<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::I32(v) => write!(f, "{v}"),
        Value::I64(v) | Value::Id(v) => write!(f, "{v}"),
        Value::F32(v) => write!(f, "{v:?}"),
        Value::F64(v) => write!(f, "{v:?}"),
        Value::Bool(v) => write!(f, "{v}"),
        Value::Str(v) if v.len() > SHOWN => {
            let cut = v.floor_char_boundary(SHOWN);
            write!(f, "{}..", Quoted(v.get(..cut).unwrap_or_default()))
        }
        Value::Str(v) => write!(f, "{}", Quoted(v)),
        Value::QName(v) => f.write_str(v),
        Value::Bytes(v) => write!(f, "{} bytes", v.len()),
        Value::Record(v) => write!(f, "{}", ShortRecord(v)),
        Value::Array(v) => write!(f, "{} items", v.len()),
    }
}
