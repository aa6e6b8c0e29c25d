//! Structured content from arbitrary bytes, for targets that plain bytes would seldom reach. An
//! input that ends early is an error.

use arbitrary::{Result, Unstructured};

use crate::model::{
    Declared, EntryContent, Intent, Key, Line, MOST_NAME, Outcome, PROJECTOR, Record, VALIDATOR,
    Value,
};

/// Names, few enough to occur repeatedly.
const NAMES: [&str; 12] = [
    "Amount",
    "Day",
    "ID",
    "Month",
    "Note",
    "Title",
    "Year",
    "sys.ID",
    "sys.IsActive",
    "a",
    "ab",
    "é",
];

/// One of these items.
pub fn one<'a, T>(from: &mut Unstructured<'_>, of: &'a [T]) -> Result<&'a T> {
    from.choose(of)
}

/// At most `most` of these items.
pub fn some<T>(
    from: &mut Unstructured<'_>,
    most: usize,
    of: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = from.int_in_range(0..=most)?;
    (0..count).map(|_| of(from)).collect()
}

/// A text, mostly short, seldom with characters of several bytes.
pub fn text(from: &mut Unstructured<'_>) -> Result<String> {
    if from.ratio(1, 4)? {
        return Ok(from.arbitrary::<&str>()?.to_owned());
    }
    let letters = some(from, 9, |from| from.int_in_range(b'a'..=b'f'))?;
    Ok(letters.into_iter().map(char::from).collect())
}

/// The name of a field, seldom an invalid one.
pub fn name(from: &mut Unstructured<'_>) -> Result<String> {
    Ok(match from.int_in_range(0..=31)? {
        0 => String::new(),
        1 => "a\0".into(),
        2 => "n".repeat(MOST_NAME),
        3 => "n".repeat(MOST_NAME + 1),
        4..=11 => text(from)?,
        _ => (*one(from, &NAMES)?).into(),
    })
}

/// A qualified name, seldom an invalid one.
pub fn qname(from: &mut Unstructured<'_>) -> Result<String> {
    Ok(match from.int_in_range(0..=15)? {
        0 => text(from)?,
        1 => format!("{}.{}", text(from)?, text(from)?),
        2 => format!("p.{}", "n".repeat(from.int_in_range(251..=255)?)),
        _ => (*one(from, &["air.Orders", "a.b.c", "sys.é"])?).into(),
    })
}

/// A few bytes.
pub fn bytes(from: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    some(from, 12, |from| from.int_in_range(0..=u8::MAX))
}

/// A value of the type with this number, 1 to 11, nested at most `depth` times.
pub fn value(from: &mut Unstructured<'_>, ty: u8, depth: usize) -> Result<Value> {
    Ok(match ty {
        1 => Value::I32(from.arbitrary()?),
        2 => Value::I64(from.arbitrary()?),
        3 => Value::F32(float(from)?.to_bits()),
        4 => Value::F64(f64::from(float(from)?).to_bits()),
        5 => Value::Bool(from.arbitrary()?),
        6 => Value::Str(text(from)?),
        7 => Value::Bytes(bytes(from)?),
        8 => Value::QName(qname(from)?),
        9 => Value::Id(from.arbitrary()?),
        11 => {
            let ty = from.int_in_range(1..=10)?;
            Value::Array(ty, some(from, 4, |from| value(from, ty, depth))?)
        }
        _ => Value::Record(match depth.checked_sub(1) {
            Some(depth) => record(from, depth)?,
            None => Record::new(),
        }),
    })
}

/// A float; a NaN has the bits that the contract requires.
fn float(from: &mut Unstructured<'_>) -> Result<f32> {
    let value: f32 = if from.ratio(1, 2)? {
        from.arbitrary()?
    } else {
        *one(from, &[0.0, -0.0, 1.5, f32::INFINITY, f32::NAN])?
    };
    Ok(if value.is_nan() { f32::NAN } else { value })
}

/// A few fields, with records nested at most `depth` times.
pub fn record(from: &mut Unstructured<'_>, depth: usize) -> Result<Record> {
    let mut fields = Record::new();
    for _ in 0..from.int_in_range(0..=5)? {
        let ty = from.int_in_range(1..=11)?;
        let name = name(from)?;
        fields.insert(name, value(from, ty, depth)?);
    }
    Ok(fields)
}

/// A key block.
pub fn key(from: &mut Unstructured<'_>) -> Result<Key> {
    Ok(Key {
        storage: from.int_in_range(1..=16)?,
        entity: if from.arbitrary()? {
            qname(from)?
        } else {
            String::new()
        },
        fields: record(from, 1)?,
    })
}

/// An intent.
pub fn intent(from: &mut Unstructured<'_>) -> Result<Intent> {
    Ok(Intent {
        op: from.int_in_range(1..=2)?,
        key: key(from)?,
        value: record(from, 2)?,
    })
}

/// A log line.
pub fn line(from: &mut Unstructured<'_>) -> Result<Line> {
    Ok(Line {
        level: from.int_in_range(1..=5)?,
        target: text(from)?,
        file: text(from)?,
        number: from.arbitrary()?,
        text: text(from)?,
    })
}

/// A result block.
pub fn outcome(from: &mut Unstructured<'_>) -> Result<Outcome> {
    let (status, code): (_, i32) = (from.int_in_range(0..=4)?, from.arbitrary()?);
    Ok(Outcome {
        status,
        // With the status ok it is the number of new ids.
        code: if status == 0 { code & 0xffff } else { code },
        intents: some(from, 2, intent)?,
        lines: some(from, 2, line)?,
        text: text(from)?,
    })
}

/// An entry of a manifest.
pub fn entry(from: &mut Unstructured<'_>) -> Result<EntryContent> {
    Ok(match from.int_in_range(1..=5)? {
        1 => EntryContent::Sdk {
            name: name(from)?,
            version: name(from)?,
        },
        2 => {
            let kind = from.int_in_range(1..=5)?;
            let targets = [VALIDATOR, PROJECTOR].contains(&kind);
            EntryContent::Extension {
                kind,
                name: if from.ratio(1, 16)? {
                    "WasmX".into()
                } else {
                    name(from)?
                },
                doc: text(from)?,
                targets: if targets {
                    targets_of(from)?
                } else {
                    Vec::new()
                },
                sync: kind == PROJECTOR && from.arbitrary()?,
            }
        }
        3 => EntryContent::Unique {
            entity: qname(from)?,
            fields: targets_of(from)?,
        },
        _ => EntryContent::Entity(declared(from)?),
    })
}

/// Names of commands and events; seldom one twice.
fn targets_of(from: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let count = from.int_in_range(0..=3)?;
    let names = (0..count).map(|_| {
        if from.arbitrary()? {
            qname(from)
        } else {
            name(from)
        }
    });
    names.collect()
}

/// An entity.
pub fn declared(from: &mut Unstructured<'_>) -> Result<Declared> {
    let (kind, name) = (from.int_in_range(1..=3)?, qname(from)?);
    let id = || vec![("ID".to_owned(), 9)];
    let usual = from.ratio(3, 4)?;
    let key = match kind {
        2 if usual => id(),
        3 if usual => Vec::new(),
        _ => declared_fields(from, if usual { 9 } else { 11 })?,
    };
    Ok(Declared {
        kind,
        name,
        partition: match (kind, from.int_in_range(0..=3)?) {
            (1, 0) if usual => 1,
            (2 | 3, _) if usual => 0,
            (_, any) => any,
        },
        key,
        value: declared_fields(from, 11)?,
    })
}

fn declared_fields(from: &mut Unstructured<'_>, types: u8) -> Result<Vec<(String, u8)>> {
    some(from, 4, |from| {
        let ty = from.int_in_range(1..=types)?;
        Ok((name(from)?, ty))
    })
}
