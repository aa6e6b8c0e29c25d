//! Terms of Lua, their text, and their values as fields of a record.

use std::fmt::Write;

use arbitrary::{Result, Unstructured};

use crate::generate;
use crate::model::{Record, Value, is_qname, write_record};

/// A term that a script uses as the value of a field.
#[derive(Debug, Clone)]
pub enum Term {
    Integer(i64),
    Float(f64),
    Bool(bool),
    Text(Vec<u8>),
    /// The term in `heeus.<type>(..)`.
    Exact(u8, Box<Term>),
    /// The list in `heeus.array(type, ..)`.
    Array(u8, Vec<Term>),
    List(Vec<Term>),
    Table(Vec<(String, Term)>),
    /// A field of the arguments.
    Argument(String),
}

/// Names of the types, by number.
const TYPES: [&str; 11] = [
    "i32", "i64", "f32", "f64", "bool", "string", "bytes", "qname", "id", "record", "array",
];

/// The value of a term.
pub enum Came {
    /// A value.
    To(Value),
    /// Nothing: the field is absent.
    Nil,
    /// An error of the script or of its intent.
    Error,
}

/// A term, nested at most `depth` times.
pub fn term(from: &mut Unstructured<'_>, args: &Record, depth: usize) -> Result<Term> {
    let nested = depth > 0;
    Ok(match from.int_in_range(0..=if nested { 9 } else { 5 })? {
        0 => Term::Integer(*generate::one(
            from,
            &[0, 1, -1, 65_536, i64::MAX, i64::MIN, 1 << 31],
        )?),
        1 => Term::Integer(from.arbitrary()?),
        2 => Term::Float(*generate::one(
            from,
            &[0.0, -0.0, 1.0, 0.1, 1e300, -3.0, f64::INFINITY, 1e19],
        )?),
        3 => Term::Bool(from.arbitrary()?),
        4 if from.ratio(1, 8)? => Term::Text(generate::bytes(from)?),
        4 => Term::Text(generate::qname(from)?.into_bytes()),
        5 => {
            let names: Vec<&String> = args.keys().collect();
            match from.choose(&names) {
                Ok(name) => Term::Argument((*name).clone()),
                Err(_) => Term::Argument("none".into()),
            }
        }
        6 => Term::Exact(
            from.int_in_range(1..=10)?,
            Box::new(term(from, args, depth - 1)?),
        ),
        7 => Term::Array(from.int_in_range(1..=10)?, items(from, args, depth - 1)?),
        8 => Term::List(items(from, args, depth - 1)?),
        _ => Term::Table(fields(from, args, depth - 1)?),
    })
}

/// The items of a list; none is nil, which would leave a hole.
fn items(from: &mut Unstructured<'_>, args: &Record, depth: usize) -> Result<Vec<Term>> {
    let alike = from.ratio(2, 3)?;
    let first = term(from, args, depth)?;
    let mut items = generate::some(from, 3, |from| {
        if alike {
            Ok(first.clone())
        } else {
            term(from, args, depth)
        }
    })?;
    items.retain(|item| !matches!(item, Term::Argument(name) if !args.contains_key(name)));
    Ok(items)
}

/// Fields of a table, each name once.
pub fn fields(
    from: &mut Unstructured<'_>,
    args: &Record,
    depth: usize,
) -> Result<Vec<(String, Term)>> {
    let mut fields: Vec<(String, Term)> = Vec::new();
    for _ in 0..from.int_in_range(0..=4)? {
        let name = generate::name(from)?;
        if fields.iter().all(|(known, _)| *known != name) {
            fields.push((name, term(from, args, depth)?));
        }
    }
    Ok(fields)
}

impl Term {
    /// Writes its text in a script.
    pub fn write(&self, out: &mut String) {
        match self {
            // The least integer has no literal.
            Self::Integer(v) => write!(out, "{:#x}", v.cast_unsigned()),
            Self::Float(v) if v.is_infinite() => write!(out, "(1/0)"),
            Self::Float(v) => write!(out, "({v:?})"),
            Self::Bool(v) => write!(out, "{v}"),
            Self::Text(v) => {
                write_text(out, v);
                Ok(())
            }
            Self::Exact(ty, term) => {
                out.push_str("heeus.");
                out.push_str(TYPES[usize::from(*ty) - 1]);
                out.push('(');
                term.write(out);
                write!(out, ")")
            }
            Self::Array(ty, items) => {
                let _ = write!(out, "heeus.array({:?}, ", TYPES[usize::from(*ty) - 1]);
                write_list(out, items);
                write!(out, ")")
            }
            Self::List(items) => {
                write_list(out, items);
                Ok(())
            }
            Self::Table(fields) => {
                write_table(out, fields);
                Ok(())
            }
            Self::Argument(name) => {
                out.push_str("args:find(");
                write_text(out, name.as_bytes());
                write!(out, ")")
            }
        }
        .expect("a text takes all");
    }

    /// Its value if this type is wanted, or any.
    pub fn eval(&self, args: &Record, wanted: Option<u8>) -> Came {
        match self {
            Self::Integer(v) => Came::To(integer(*v, wanted)),
            Self::Float(v) => Came::To(float(*v, wanted)),
            Self::Bool(v) => Came::To(Value::Bool(*v)),
            Self::Text(v) => text(v, wanted),
            Self::Exact(ty, term) => match term.eval(args, Some(*ty)) {
                Came::To(value) if value.number() == *ty => Came::To(value),
                _ => Came::Error,
            },
            Self::Array(ty, items) => list(items, args, Some(*ty)),
            Self::List(items) if items.is_empty() => empty(),
            Self::List(items) => list(items, args, None),
            Self::Table(fields) => match record(fields, args) {
                Some(fields) if encodes(&fields) => Came::To(Value::Record(fields)),
                _ => Came::Error,
            },
            Self::Argument(name) => match args.get(name) {
                None => Came::Nil,
                Some(value) => echo(value, wanted),
            },
        }
    }
}

/// Returns whether the record has bytes, that is, whether all names and qualified names are valid.
pub fn encodes(fields: &Record) -> bool {
    crate::model::record(&write_record(fields)).as_ref() == Some(fields)
}

/// The fields of a table; `None` if one of them is an error.
pub fn record(fields: &[(String, Term)], args: &Record) -> Option<Record> {
    let mut found = Record::new();
    for (name, term) in fields {
        match term.eval(args, None) {
            Came::To(value) => drop(found.insert(name.clone(), value)),
            Came::Nil => {}
            Came::Error => return None,
        }
    }
    Some(found)
}

/// The value of an empty table.
fn empty() -> Came {
    Came::To(Value::Record(Record::new()))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "what Lua does with an integer where a float is wanted"
)]
fn integer(v: i64, wanted: Option<u8>) -> Value {
    match wanted {
        Some(1) => i32::try_from(v).map_or(Value::I64(v), Value::I32),
        Some(3) => Value::F32((v as f32).to_bits()),
        Some(4) => Value::F64((v as f64).to_bits()),
        Some(9) => Value::Id(v),
        _ => Value::I64(v),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounding is what is wanted, and whole numbers are checked"
)]
fn float(v: f64, wanted: Option<u8>) -> Value {
    // The first number beyond 64 bits.
    let beyond = 2_f64.powi(63);
    let is_whole = v.fract() == 0.0 && (-beyond..beyond).contains(&v);
    match wanted {
        Some(3) => Value::F32((v as f32).to_bits()),
        Some(1 | 2 | 9) if is_whole => integer(v as i64, wanted),
        _ => Value::F64(v.to_bits()),
    }
}

fn text(v: &[u8], wanted: Option<u8>) -> Came {
    if wanted == Some(7) {
        return Came::To(Value::Bytes(v.to_vec()));
    }
    match (String::from_utf8(v.to_vec()), wanted) {
        (Err(_), _) => Came::Error,
        // An invalid qualified name is found only when the record is written.
        (Ok(text), Some(8)) => Came::To(Value::QName(text)),
        (Ok(text), _) => Came::To(Value::Str(text)),
    }
}

/// The array of a list. Its items have the wanted type, or else the type of the first item.
fn list(items: &[Term], args: &Record, wanted: Option<u8>) -> Came {
    let (mut ty, mut values) = (wanted, Vec::new());
    for item in items {
        let is_list = match item {
            Term::List(items) => !items.is_empty(),
            Term::Argument(name) => {
                matches!(args.get(name), Some(Value::Array(_, items)) if !items.is_empty())
            }
            _ => false,
        };
        let Came::To(value) = item.eval(args, ty) else {
            return Came::Error;
        };
        let expected = *ty.get_or_insert(value.number());
        if is_list || value.number() != expected || expected == 11 {
            return Came::Error;
        }
        values.push(value);
    }
    let names = values
        .iter()
        .all(|value| !matches!(value, Value::QName(name) if !is_qname(name)));
    if names {
        Came::To(Value::Array(ty.unwrap_or(2), values))
    } else {
        Came::Error
    }
}

/// A field of the arguments, read and returned: Lua has fewer types.
fn echo(value: &Value, wanted: Option<u8>) -> Came {
    match value {
        Value::I32(v) => Came::To(integer((*v).into(), wanted)),
        Value::I64(v) | Value::Id(v) => Came::To(integer(*v, wanted)),
        Value::F32(v) => Came::To(float(f32::from_bits(*v).into(), wanted)),
        Value::F64(v) => Came::To(float(f64::from_bits(*v), wanted)),
        Value::Bool(v) => Came::To(Value::Bool(*v)),
        Value::Str(v) | Value::QName(v) => text(v.as_bytes(), wanted),
        Value::Bytes(v) => text(v, wanted),
        Value::Record(v) => Came::To(Value::Record(v.clone())),
        Value::Array(_, items) if items.is_empty() => empty(),
        Value::Array(_, items) => {
            let (mut ty, mut values) = (None, Vec::new());
            for item in items {
                let Came::To(value) = echo(item, ty) else {
                    return Came::Error;
                };
                ty = Some(value.number());
                values.push(value);
            }
            Came::To(Value::Array(ty.unwrap_or(2), values))
        }
    }
}

fn write_text(out: &mut String, bytes: &[u8]) {
    out.push('"');
    for byte in bytes {
        let _ = write!(out, "\\{byte:03}");
    }
    out.push('"');
}

fn write_list(out: &mut String, items: &[Term]) {
    out.push('{');
    for item in items {
        // A call in parentheses has exactly one result.
        out.push('(');
        item.write(out);
        out.push_str("),");
    }
    out.push('}');
}

/// Writes a table with names as text.
pub fn write_table(out: &mut String, fields: &[(String, Term)]) {
    out.push('{');
    for (name, term) in fields {
        out.push('[');
        write_text(out, name.as_bytes());
        out.push_str("]=(");
        term.write(out);
        out.push_str("),");
    }
    out.push('}');
}
