//! Records as text: whole for traces, short for messages.

use std::fmt::{self, Display, Formatter};

use heeus_abi::{RecordRef, Value};

use super::{Neutral, Quoted};

/// Most bytes of a text that a message shows.
const SHOWN: usize = 40;

/// A record on one line: `{Name: "x", Year: 2026}`; values as literals, `1` an i32, `1i64` an i64.
#[derive(Debug, Clone, Copy)]
pub struct RecordText<'a>(pub RecordRef<'a>);

/// A record as short text: `{Day: 12, Year: 2026}`, in the order of names. Long texts are cut.
#[derive(Debug, Clone, Copy)]
pub struct ShortRecord<'a>(pub RecordRef<'a>);

impl Display for RecordText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        fields(self.0, f, literal)
    }
}

impl Display for ShortRecord<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        fields(self.0, f, short)
    }
}

fn fields(
    record: RecordRef<'_>,
    f: &mut Formatter<'_>,
    value: fn(Value<'_>, &mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    f.write_str("{")?;
    for (index, field) in record.fields().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{}: ", Neutral(field.name))?;
        value(field.value, f)?;
    }
    f.write_str("}")
}

fn literal(value: Value<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    match value {
        Value::I32(v) => write!(f, "{v}"),
        Value::I64(v) => write!(f, "{v}i64"),
        Value::F32(v) => write!(f, "{v:?}f32"),
        Value::F64(v) => write!(f, "{v:?}"),
        Value::Bool(v) => write!(f, "{v}"),
        Value::Str(v) => write!(f, "{}", Quoted(v)),
        Value::Bytes(v) => write!(f, "b\"{}\"", v.escape_ascii()),
        Value::QName(v) => write!(f, "QName({})", Quoted(v)),
        Value::Id(v) => write!(f, "RecordId({v})"),
        Value::Record(v) => write!(f, "{}", RecordText(v)),
        Value::Array(v) => {
            f.write_str("[")?;
            for (index, item) in v.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { ", " })?;
                literal(item, f)?;
            }
            f.write_str("]")
        }
    }
}

fn short(value: Value<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    match value {
        Value::I64(v) | Value::Id(v) => write!(f, "{v}"),
        Value::F32(v) => write!(f, "{v:?}"),
        Value::Str(v) if v.len() > SHOWN => {
            let cut = v.floor_char_boundary(SHOWN);
            write!(f, "{}..", Quoted(v.get(..cut).unwrap_or_default()))
        }
        Value::QName(v) => f.write_str(v),
        Value::Bytes(v) => write!(f, "{} bytes", v.len()),
        Value::Record(v) => write!(f, "{}", ShortRecord(v)),
        Value::Array(v) => write!(f, "{} items", v.len()),
        Value::I32(_) | Value::F64(_) | Value::Bool(_) | Value::Str(_) => literal(value, f),
    }
}

#[cfg(test)]
mod tests {
    use heeus_abi::{ArrayBuf, EncodeError, Items, RecordBuilder};

    use super::*;

    #[test]
    fn every_type_has_its_text() -> Result<(), EncodeError> {
        let mut inner = RecordBuilder::new();
        inner.put("Deep", Value::Bool(true));
        let inner = inner.build()?;
        let array = ArrayBuf::new(Items::Str(&["a", "b\n"]))?;
        let long = "é".repeat(21);
        let mut fields = RecordBuilder::new();
        fields.put("A", Value::I32(-1));
        fields.put("B", Value::I64(2));
        fields.put("C", Value::F32(0.5));
        fields.put("D", Value::F64(1.0));
        fields.put("E", Value::Str("q\"\n"));
        fields.put("F", Value::Bytes(b"x\0"));
        fields.put("G", Value::QName("a.B"));
        fields.put("H", Value::Id(7));
        fields.put("I", Value::Record(inner.as_ref()));
        fields.put("J", Value::Array(array.as_ref()));
        fields.put("K\n", Value::Str(&long));
        let record = fields.build()?;
        assert_eq!(
            RecordText(record.as_ref()).to_string(),
            r#"{A: -1, B: 2i64, C: 0.5f32, D: 1.0, E: "q\"\n", F: b"x\x00", G: QName("a.B"), "#
                .to_owned()
                + r#"H: RecordId(7), I: {Deep: true}, J: ["a", "b\n"], K\n: ""#
                + &long
                + r#""}"#
        );
        assert_eq!(
            ShortRecord(record.as_ref()).to_string(),
            r#"{A: -1, B: 2, C: 0.5, D: 1.0, E: "q\"\n", F: 2 bytes, G: a.B, H: 7, "#.to_owned()
                + r#"I: {Deep: true}, J: 2 items, K\n: ""#
                + &"é".repeat(20)
                + r#""..}"#
        );
        Ok(())
    }
}
