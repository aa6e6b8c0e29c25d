//! Records that a script reads: elements, and the arguments of a run.

use std::rc::Rc;

use heeus_abi::{FieldType, LookUp, RecordBuf, RecordRef, type_name};
use mlua::{Lua, MetaMethod, UserData, UserDataMethods};

use super::call::stop_if_ended;
use super::failure::ApiError;
use super::meter::MemoryHold;
use super::shared::{Shared, shared};
use super::value::{field_type, to_lua};

/// A record that a script reads.
#[derive(Debug, Clone)]
pub(super) struct Element {
    record: RecordBuf,
    _held: Rc<MemoryHold>,
}

impl Element {
    pub(super) fn new(shared: &Shared, lua: &Lua, record: RecordRef<'_>) -> mlua::Result<Self> {
        let bytes = record.as_bytes().len() + size_of::<Self>() + size_of::<MemoryHold>();
        let held = shared.meter.hold(lua, bytes)?;
        Ok(Self {
            record: record.into(),
            _held: Rc::new(held),
        })
    }

    pub(super) fn record(&self) -> RecordRef<'_> {
        self.record.as_ref()
    }

    fn field(&self, lua: &Lua, name: &str) -> mlua::Result<mlua::Value> {
        match self.record().get(name) {
            Some(value) => to_lua(&*shared(lua)?, lua, value),
            None => Ok(mlua::Value::Nil),
        }
    }

    /// Returns a table of all fields.
    fn fields(&self, lua: &Lua) -> mlua::Result<mlua::Value> {
        let table = lua.create_table()?;
        for field in self.record().fields() {
            table.raw_set(field.name, to_lua(&*shared(lua)?, lua, field.value)?)?;
        }
        Ok(mlua::Value::Table(table))
    }

    /// Returns whether the field exists, and checks its type if one is wanted.
    fn has(&self, name: &str, ty: Option<FieldType>) -> mlua::Result<bool> {
        match ty {
            Some(ty) => has_field(self.record(), name, ty),
            None => Ok(self.record().find(name).is_some()),
        }
    }
}

/// Returns whether the field exists.
///
/// # Errors
/// If it has another type; the text is the SDK's.
pub(super) fn has_field(record: RecordRef<'_>, name: &str, ty: FieldType) -> mlua::Result<bool> {
    match record.look_up(name, ty) {
        LookUp::Slot(_) => Ok(true),
        LookUp::Absent => Ok(false),
        LookUp::NotOfType(found) => Err(ApiError::failed(format!(
            "field {name} is not of type {ty}: found {}",
            type_name(found)
        ))),
    }
}

/// Returns the error for an absent field; the text is the SDK's.
pub(super) fn absent(name: &str) -> mlua::Error {
    ApiError::failed(format!("field {name} is absent"))
}

fn wanted(ty: Option<String>) -> mlua::Result<Option<FieldType>> {
    ty.map(|ty| field_type(&ty)).transpose()
}

impl UserData for Element {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method(MetaMethod::Index, |lua, this, name: String| {
            stop_if_ended(lua, this.field(lua, &name))
        });
        methods.add_method("get", |lua, this, (name, ty): (String, Option<String>)| {
            if this.has(&name, wanted(ty)?)? {
                stop_if_ended(lua, this.field(lua, &name))
            } else {
                Err(absent(&name))
            }
        });
        methods.add_method("find", |lua, this, (name, ty): (String, Option<String>)| {
            if this.has(&name, wanted(ty)?)? {
                stop_if_ended(lua, this.field(lua, &name))
            } else {
                Ok(mlua::Value::Nil)
            }
        });
        methods.add_method("has", |_, this, name: String| {
            Ok(this.record().find(&name).is_some())
        });
        methods.add_method("len", |_, this, ()| Ok(this.record().len()));
        methods.add_method("fields", |lua, this, ()| {
            stop_if_ended(lua, this.fields(lua))
        });
    }
}
