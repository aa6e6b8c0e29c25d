//! Records in messages.

use std::fmt;

use heeus_abi::{RecordRef, Value};

use crate::shown::{Quoted, bounded};

/// Most bytes of a text that a message shows.
const SHOWN: usize = 40;
/// Most bytes of a record that an error keeps as text.
const KEPT: usize = 1_000;

/// A record as an error keeps it: the beginning of the text of [`Shown`].
pub(super) fn kept(record: RecordRef<'_>) -> String {
    bounded(KEPT, Shown(record))
}

/// A record as text: `{Day: 12, Year: 2026}`, in the order of names.
pub(super) struct Shown<'a>(pub(super) RecordRef<'a>);

impl fmt::Display for Shown<'_> {
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
        Value::Record(v) => write!(f, "{}", Shown(v)),
        Value::Array(v) => write!(f, "{} items", v.len()),
    }
}
