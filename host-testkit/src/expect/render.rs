//! Records as text, in the form that [`record!`](crate::record) takes, so that the text of a
//! failure can be copied into the test.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write as _};

use heeus_abi::FieldType;

use super::value::{Content, DynRecord};
use heeus_host::shown::{Quoted, hides};

/// The longest line that is not broken.
const WIDTH: usize = 80;

/// `record! { .. }` on one line; `{:#}` breaks it if a line would be too long.
impl Display for DynRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return f.write_str(&one_line(self));
        }
        let mut out = String::new();
        broken(self, 0, &mut out);
        f.write_str(&out)
    }
}

/// The value as a Rust literal; `{:#}` breaks it if a line would be too long.
impl Display for Content {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        value(self, f.alternate().then_some(0), &mut out);
        f.write_str(&out)
    }
}

/// A record on one line, or broken if that would be too long.
pub(super) fn fitted(record: &DynRecord) -> String {
    let line = one_line(record);
    if fits(&line, 0) {
        return line;
    }
    format!("{record:#}")
}

/// A guest's text on one line: as it is if a reader can see all of it, else as a literal.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let odd = text.is_empty() || text.starts_with([' ', '"']) || text.ends_with(' ');
    if odd || text.contains(hides) {
        return Quoted(text).to_string().into();
    }
    text.into()
}

/// Appends a record, each field on a line of its own; `depth` is the indentation of the line on
/// which it begins.
fn broken(record: &DynRecord, depth: usize, out: &mut String) {
    if record.is_empty() {
        out.push_str("record! {}");
        return;
    }
    out.push_str("record! {\n");
    for (name, content) in record.fields() {
        indent(depth + 1, out);
        out.push_str(&field_name(name));
        out.push_str(": ");
        value(content, Some(depth + 1), out);
        out.push_str(",\n");
    }
    indent(depth, out);
    out.push('}');
}

fn one_line(record: &DynRecord) -> String {
    if record.is_empty() {
        return "record! {}".to_owned();
    }
    let mut out = String::from("record! { ");
    for (index, (name, content)) in record.fields().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(&field_name(name));
        out.push_str(": ");
        value(content, None, &mut out);
    }
    out + " }"
}

/// A name as it is written before the colon.
fn field_name(name: &str) -> String {
    let mut letters = name.chars();
    let first = |c: char| c == '_' || c.is_ascii_alphabetic();
    let identifier = letters.next().is_some_and(first)
        && name.len() > usize::from(name.starts_with('_'))
        && letters.all(|c| c == '_' || c.is_ascii_alphanumeric());
    if identifier {
        name.to_owned()
    } else {
        Quoted(name).to_string()
    }
}

/// Appends a value; without a `depth`, all on one line.
fn value(content: &Content, depth: Option<usize>, out: &mut String) {
    let result = match content {
        Content::I32(v) => write!(out, "{v}"),
        Content::I64(v) => write!(out, "{v}i64"),
        Content::F32(v) if v.is_nan() && v.to_bits() != f32::NAN.to_bits() => {
            write!(out, "f32::from_bits({:#x})", v.to_bits())
        }
        Content::F64(v) if v.is_nan() && v.to_bits() != f64::NAN.to_bits() => {
            write!(out, "f64::from_bits({:#x})", v.to_bits())
        }
        Content::F32(v) => float(&format!("{v:?}"), v.is_finite(), "f32", out),
        Content::F64(v) => float(&format!("{v:?}"), v.is_finite(), "f64", out),
        Content::Bool(v) => write!(out, "{v}"),
        Content::Str(v) => write!(out, "{}", Quoted(v)),
        Content::Bytes(v) => write!(out, "b\"{}\"", v.escape_ascii()),
        Content::QName(v) => write!(out, "QName({})", Quoted(v)),
        Content::Id(v) => write!(out, "RecordId({v})"),
        Content::Record(v) => {
            match depth {
                Some(depth) if !fits(&one_line(v), depth) => broken(v, depth, out),
                _ => out.push_str(&one_line(v)),
            }
            Ok(())
        }
        Content::Array(v) => {
            items(v.items(), v.item_type(), depth, out);
            Ok(())
        }
    };
    debug_assert!(result.is_ok(), "writing to a String does not fail");
}

fn float(text: &str, finite: bool, ty: &str, out: &mut String) -> fmt::Result {
    match text {
        _ if finite && ty == "f64" => out.write_str(text),
        _ if finite => write!(out, "{text}{ty}"),
        "NaN" => write!(out, "{ty}::NAN"),
        "inf" => write!(out, "{ty}::INFINITY"),
        _ => write!(out, "{ty}::NEG_INFINITY"),
    }
}

fn items(items: &[Content], ty: FieldType, depth: Option<usize>, out: &mut String) {
    if items.is_empty() {
        out.push_str("Vec::<");
        out.push_str(rust_type(ty));
        out.push_str(">::new()");
        return;
    }
    let mut line = String::from("[");
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            line.push_str(", ");
        }
        value(item, None, &mut line);
    }
    line.push(']');
    let Some(depth) = depth.filter(|&depth| !fits(&line, depth)) else {
        out.push_str(&line);
        return;
    };
    out.push_str("[\n");
    for item in items {
        indent(depth + 1, out);
        value(item, Some(depth + 1), out);
        out.push_str(",\n");
    }
    indent(depth, out);
    out.push(']');
}

/// The type that is written for an array without items.
const fn rust_type(ty: FieldType) -> &'static str {
    match ty {
        FieldType::I32 => "i32",
        FieldType::I64 => "i64",
        FieldType::F32 => "f32",
        FieldType::F64 => "f64",
        FieldType::Bool => "bool",
        FieldType::Str => "String",
        FieldType::Bytes => "Vec<u8>",
        FieldType::QName => "QName",
        FieldType::Id => "RecordId",
        FieldType::Record | FieldType::Array => "DynRecord",
    }
}

fn fits(line: &str, depth: usize) -> bool {
    line.len() + 4 * depth <= WIDTH
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("    ");
    }
}
