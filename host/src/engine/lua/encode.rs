//! Turning values of a script into values of fields.

use std::collections::BTreeSet;

use heeus_abi::limits::{MAX_DEPTH, MAX_FIELDS, MAX_ITEMS};
use heeus_abi::{ArrayBuf, EncodeError, Field, FieldType, OwnedValue, RecordBuf};
use mlua::{Lua, Table, Value};

use super::element::Element;
use super::failure::ApiError;
use super::field_list::{ExpectedType, FieldList};
use super::meter::MemoryHold;
use super::shared::Shared;
use super::value::{TypedValue, size};

/// Bytes of a name besides its text, about.
const NAME: usize = 64;

/// The reason for which a value of a script cannot be the value of a field.
pub(super) enum FieldError {
    /// It is a mistake of the script.
    Script(mlua::Error),
    /// It does not fit a block.
    Block(EncodeError),
}

impl From<mlua::Error> for FieldError {
    fn from(error: mlua::Error) -> Self {
        Self::Script(error)
    }
}

impl From<EncodeError> for FieldError {
    fn from(error: EncodeError) -> Self {
        Self::Block(error)
    }
}

fn mistake<T>(text: impl Into<String>) -> Result<T, FieldError> {
    Err(FieldError::Script(ApiError::mistake(text)))
}

/// Turns a value of a script into a field that should have this type. A value that does not fit
/// keeps the type that it would have by itself.
pub(super) fn owned(
    at: (&Shared, &Lua),
    value: &Value,
    wanted: ExpectedType,
    depth: usize,
) -> Result<OwnedValue, FieldError> {
    match value {
        Value::Boolean(v) => Ok(OwnedValue::Bool(*v)),
        Value::Integer(v) => Ok(integer(*v, wanted.ty)),
        Value::Number(v) => Ok(float(*v, wanted.ty)),
        Value::String(text) => match wanted.ty {
            Some(FieldType::Bytes) => Ok(OwnedValue::Bytes(text.as_bytes().to_vec())),
            ty => {
                let Ok(text) = text.to_str() else {
                    return mistake("a text is not UTF-8; use heeus.bytes for bytes");
                };
                let text = text.to_owned();
                Ok(match ty {
                    Some(FieldType::QName) => OwnedValue::QName(text),
                    _ => OwnedValue::Str(text),
                })
            }
        },
        Value::Table(table) => self::table(at, table, wanted, depth),
        Value::UserData(data) => {
            if let Ok(typed) = data.borrow::<TypedValue>() {
                Ok(typed.value.clone())
            } else if let Ok(element) = data.borrow::<Element>() {
                Ok(OwnedValue::Record(element.record().into()))
            } else if let Ok(fields) = data.borrow::<FieldList>() {
                Ok(OwnedValue::Record(fields.record()?))
            } else {
                mistake("a field cannot be filled with this userdata")
            }
        }
        other => mistake(format!(
            "a field cannot be filled with a {}",
            other.type_name()
        )),
    }
}

fn integer(v: i64, wanted: Option<FieldType>) -> OwnedValue {
    #[expect(
        clippy::cast_precision_loss,
        reason = "what Lua does with an integer where a float is wanted"
    )]
    match wanted {
        Some(FieldType::I32) => i32::try_from(v).map_or(OwnedValue::I64(v), OwnedValue::I32),
        Some(FieldType::F32) => OwnedValue::F32(v as f32),
        Some(FieldType::F64) => OwnedValue::F64(v as f64),
        Some(FieldType::Id) => OwnedValue::Id(v),
        _ => OwnedValue::I64(v),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounding is what is wanted, and whole numbers are checked"
)]
fn float(v: f64, wanted: Option<FieldType>) -> OwnedValue {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    // A NaN has the same bytes on every machine.
    let v = if v.is_nan() { f64::NAN } else { v };
    match wanted {
        Some(FieldType::F32) => OwnedValue::F32(v as f32),
        Some(FieldType::I32 | FieldType::I64 | FieldType::Id)
            if v.fract() == 0.0 && (-LIMIT..LIMIT).contains(&v) =>
        {
            integer(v as i64, wanted)
        }
        _ => OwnedValue::F64(v),
    }
}

fn table(
    at: (&Shared, &Lua),
    table: &Table,
    wanted: ExpectedType,
    depth: usize,
) -> Result<OwnedValue, FieldError> {
    let is_list = table.raw_len() > 0 || (is_array(wanted) && wanted.ty != Some(FieldType::Record));
    if is_list {
        return list(at, table, wanted.items, depth);
    }
    Ok(OwnedValue::Record(record_of(at, table, depth)?))
}

fn is_array(wanted: ExpectedType) -> bool {
    wanted.ty == Some(FieldType::Array) || wanted.items.is_some()
}

/// Builds the record of a table with names.
fn record_of(at: (&Shared, &Lua), table: &Table, depth: usize) -> Result<RecordBuf, FieldError> {
    if depth == MAX_DEPTH {
        return mistake(format!("records are nested deeper than {MAX_DEPTH}"));
    }
    let (meter, lua) = (&at.0.meter, at.1);
    let Some(names) = names(at, table)? else {
        return Err(FieldError::Block(EncodeError::TooManyFields));
    };
    let mut fields = Vec::new();
    let mut held = MemoryHold::default();
    for name in names.list {
        meter.tick()?;
        let value: Value = table.raw_get(name.as_str())?;
        let value = owned(at, &value, ExpectedType::default(), depth + 1)?;
        meter.grow(lua, &mut held, size(&value) + size_of::<String>())?;
        fields.push((name, value));
    }
    // The record takes memory besides its fields.
    let _room = meter.hold(lua, held.bytes())?;
    let fields = fields.iter().map(|(name, value)| Field {
        name,
        value: value.as_ref(),
    });
    Ok(RecordBuf::new(&fields.collect::<Vec<_>>())?)
}

/// Names of fields in their order, and the memory that they take.
pub(super) struct Names {
    pub(super) list: BTreeSet<String>,
    _held: MemoryHold,
}

/// Returns the names of a table's fields, or `None` if there are too many. Their order decides
/// which mistake is reported, not the order of the table.
pub(super) fn names(at: (&Shared, &Lua), table: &Table) -> mlua::Result<Option<Names>> {
    let mut list = BTreeSet::new();
    let mut held = MemoryHold::default();
    let mut bad: Option<&'static str> = None;
    for pair in table.pairs::<Value, Value>() {
        let (name, _) = pair?;
        let text = name.as_string().and_then(|name| name.to_str().ok());
        match text {
            Some(text) if list.len() <= MAX_FIELDS => {
                at.0.meter.grow(at.1, &mut held, text.len() + NAME)?;
                list.insert(text.to_owned());
            }
            Some(_) => at.0.meter.tick()?,
            None => bad = Some(bad.map_or(name.type_name(), |bad| bad.min(name.type_name()))),
        }
    }
    if let Some(found) = bad {
        return Err(ApiError::mistake(format!(
            "a table is either a list or has field names in UTF-8, found a {found} as a name"
        )));
    }
    let few = list.len() <= MAX_FIELDS;
    Ok(few.then_some(Names { list, _held: held }))
}

/// Builds the array of a list. All items have one type: the wanted one, or that of the first item.
pub(super) fn list(
    at: (&Shared, &Lua),
    table: &Table,
    ty: Option<FieldType>,
    depth: usize,
) -> Result<OwnedValue, FieldError> {
    let count = table.raw_len();
    if count > MAX_ITEMS {
        return Err(FieldError::Block(EncodeError::TooManyItems));
    }
    let mut ty = ty;
    let mut items = Vec::new();
    let mut held = MemoryHold::default();
    for pair in table.pairs::<Value, Value>() {
        let (name, _) = pair?;
        let in_list = matches!(&name, Value::Integer(n)
            if usize::try_from(*n).is_ok_and(|n| (1..=count).contains(&n)));
        if !in_list {
            return mistake("a table is either a list or has field names, not both");
        }
    }
    for index in 1..=count {
        let value: Value = table.raw_get(index)?;
        // Lists contain no lists, so this nests no deeper than records do.
        if value.as_table().is_some_and(|item| item.raw_len() > 0) {
            return mistake(format!("item {index} of a list is a list"));
        }
        let wanted = ty.map(ExpectedType::from).unwrap_or_default();
        let item = owned(at, &value, wanted, depth)?;
        let found = item.field_type();
        let expected = *ty.get_or_insert(found);
        if found != expected || found == FieldType::Array {
            return mistake(format!(
                "item {index} of a list is {found}, expected {expected}"
            ));
        }
        at.0.meter.grow(at.1, &mut held, size(&item))?;
        if index % 64 == 0 {
            at.0.meter.tick()?;
        }
        items.push(item);
    }
    // The array takes memory besides its items.
    let _room = at.0.meter.hold(at.1, held.bytes())?;
    let array = ArrayBuf::of(ty.unwrap_or(FieldType::I64), &items)?;
    Ok(OwnedValue::Array(array))
}
