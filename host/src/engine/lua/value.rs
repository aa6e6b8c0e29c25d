//! Values of fields as a script sees them.

use heeus_abi::{FieldType, OwnedValue, RecordRef};
use mlua::{Lua, UserData};

use super::element::Element;
use super::failure::{ApiError, shown};
use super::meter::MemoryHold;
use super::shared::Shared;

/// A value of exactly one type, as a script holds it.
#[derive(Debug)]
pub(super) struct TypedValue {
    pub(super) value: OwnedValue,
    _held: MemoryHold,
}

impl UserData for TypedValue {}

impl TypedValue {
    pub(super) fn new(shared: &Shared, lua: &Lua, value: OwnedValue) -> mlua::Result<Self> {
        let held = shared.meter.hold(lua, size(&value))?;
        Ok(Self { value, _held: held })
    }
}

/// Returns the bytes that a value takes, about.
pub(super) fn size(value: &OwnedValue) -> usize {
    let payload = match value {
        OwnedValue::Str(v) | OwnedValue::QName(v) => v.len(),
        OwnedValue::Bytes(v) => v.len(),
        OwnedValue::Record(v) => v.as_ref().as_bytes().len(),
        OwnedValue::Array(v) => v.as_ref().as_bytes().len(),
        _ => 0,
    };
    payload + size_of::<OwnedValue>()
}

/// Returns the type of this name; "id" is short for a record id.
pub(super) fn field_type(name: &str) -> mlua::Result<FieldType> {
    let named = |ty: &FieldType| ty.name() == name || (*ty == FieldType::Id && name == "id");
    let found = FieldType::ALL.iter().copied().find(named);
    found.ok_or_else(|| {
        let known: Vec<_> = FieldType::ALL.iter().map(|ty| ty.name()).collect();
        let name = shown(name);
        ApiError::mistake(format!("no type {name:?}: expected {}", known.join(", ")))
    })
}

/// Returns a value of a record as a script sees it.
pub(super) fn to_lua(
    shared: &Shared,
    lua: &Lua,
    value: heeus_abi::Value<'_>,
) -> mlua::Result<mlua::Value> {
    use heeus_abi::Value;
    Ok(match value {
        Value::I32(v) => mlua::Value::Integer(v.into()),
        Value::I64(v) | Value::Id(v) => mlua::Value::Integer(v),
        Value::F32(v) => mlua::Value::Number(v.into()),
        Value::F64(v) => mlua::Value::Number(v),
        Value::Bool(v) => mlua::Value::Boolean(v),
        Value::Str(v) | Value::QName(v) => mlua::Value::String(lua.create_string(v)?),
        Value::Bytes(v) => mlua::Value::String(lua.create_string(v)?),
        Value::Record(record) => element(shared, lua, record)?,
        Value::Array(array) => {
            let list = lua.create_table()?;
            for item in array.iter() {
                list.raw_push(to_lua(shared, lua, item)?)?;
            }
            mlua::Value::Table(list)
        }
    })
}

/// Returns a record as a script sees it.
pub(super) fn element(
    shared: &Shared,
    lua: &Lua,
    record: RecordRef<'_>,
) -> mlua::Result<mlua::Value> {
    let element = Element::new(shared, lua, record)?;
    Ok(mlua::Value::UserData(lua.create_userdata(element)?))
}
