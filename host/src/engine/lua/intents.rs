//! Adding to the outcome of a script's run: intents, results, log lines.

use std::cell::RefCell;
use std::rc::Rc;

use heeus_abi::{
    Access, EncodeError, LogLevel, LogLine, Op, Storage, allowed, encode_key, encode_log_line,
};
use mlua::{Lua, LuaString, Table, Value};

use super::encode::names;
use super::failure::ApiError;
use super::field_list::{FieldList, FieldOwner};
use super::run::{Intent, Run};
use super::script_error::text_of;
use super::shared::Shared;
use crate::engine::LogEntry;
use crate::error::ErrorKind;
use crate::state::{Forbidden, Part};

impl Run {
    /// Adds an intent for the key in this block.
    pub(super) fn add_intent(
        &self,
        (shared, lua): (&Shared, &Lua),
        op: Op,
        (storage, entity): (Storage, &str),
        key: Vec<u8>,
    ) -> mlua::Result<Rc<Intent>> {
        let bytes = key.len() + entity.len() + size_of::<Intent>();
        let intent = Rc::new(Intent {
            op,
            storage,
            entity: entity.to_owned(),
            _held: shared.meter.hold(lua, bytes)?,
            key,
            value: RefCell::default(),
        });
        self.intents.borrow_mut().push(Rc::clone(&intent));
        let (kind, access) = (self.reader().kind(), Access::from(op));
        let allowed = allowed(kind, storage);
        if !allowed.contains(access) {
            // The host refuses the intent at the end of the run, and does not know the line then.
            let forbidden = Forbidden {
                kind,
                storage,
                access,
                allowed,
            };
            self.note(shared, lua, &forbidden.to_string());
        }
        Ok(intent)
    }

    /// Ends the run, and keeps the script's line at which it ended.
    pub(super) fn end(&self, shared: &Shared, lua: &Lua, why: ErrorKind) -> mlua::Error {
        if let ErrorKind::Read(error) = &why {
            self.note(shared, lua, &error.to_string());
        }
        shared.meter.end(why)
    }

    fn note(&self, shared: &Shared, lua: &Lua, why: &str) {
        let place = format!("{}:{}", shared.name, shared.line(lua));
        self.host.note(&place, why);
    }

    /// Adds a row of the result.
    pub(super) fn result(
        &self,
        (shared, lua): (&Shared, &Lua),
        row: &Value,
    ) -> mlua::Result<Rc<Intent>> {
        let mut key = Vec::new();
        if let Err(error) = encode_key(Storage::Result, "", &[], &mut key) {
            self.bad_intent(Storage::Result.name(), "", error);
        }
        let intent = self.add_intent((shared, lua), Op::Insert, (Storage::Result, ""), key)?;
        intent.put_all((shared, lua), self, row)?;
        Ok(intent)
    }

    /// Adds the value that the extension returned: nothing, a row, or a list of rows.
    pub(super) fn returns(&self, shared: &Shared, lua: &Lua, value: &Value) -> mlua::Result<()> {
        match value {
            Value::Nil => Ok(()),
            Value::Table(table) if table.raw_len() > 0 => {
                for row in table.sequence_values::<Value>() {
                    self.result((shared, lua), &row?)?;
                }
                Ok(())
            }
            Value::Table(table) if table.is_empty() => Ok(()),
            Value::Table(_) | Value::UserData(_) => self.result((shared, lua), value).map(|_| ()),
            other => Err(ApiError::mistake(format!(
                "run returned a {}: expected nothing, a table of fields or a list of such",
                other.type_name()
            ))),
        }
    }

    /// Adds a line of the log.
    pub(super) fn log(
        &self,
        (shared, lua): (&Shared, &Lua),
        level: LogLevel,
        text: &LuaString,
    ) -> mlua::Result<()> {
        let text = &*text_of(shared, lua, text)?;
        let line = LogLine {
            level,
            target: "",
            file: &shared.name,
            line: shared.line(lua),
            text,
        };
        let mut logs = self.logs.borrow_mut();
        let held = shared.meter.hold(
            lua,
            line.size().unwrap_or(text.len()) + size_of::<LogEntry>(),
        )?;
        logs.held.push(held);
        match encode_log_line(&line, &mut logs.bytes) {
            Ok(()) => logs.count += 1,
            Err(error) => self.bad_intent("", "", error),
        }
        Ok(())
    }
}

impl Intent {
    /// Sets a field of its value.
    pub(super) fn put(
        &self,
        at: (&Shared, &Lua),
        run: &Run,
        name: String,
        value: &Value,
    ) -> mlua::Result<()> {
        let of = FieldOwner::Place(Part::Value, self.storage, &self.entity);
        self.value.borrow_mut().put(at, run, of, (name, value))
    }

    /// Sets the fields of its value to those of a table, an element or a record.
    pub(super) fn put_all(
        &self,
        at: (&Shared, &Lua),
        run: &Run,
        fields: &Value,
    ) -> mlua::Result<()> {
        let of = FieldOwner::Place(Part::Value, self.storage, &self.entity);
        put_all(at, run, of, fields, &mut self.value.borrow_mut())
    }
}

/// Sets the fields of a list to those of a table, an element or a record.
pub(super) fn put_all(
    at: (&Shared, &Lua),
    run: &Run,
    of: FieldOwner<'_>,
    fields: &Value,
    list: &mut FieldList,
) -> mlua::Result<()> {
    match fields {
        Value::Nil => Ok(()),
        Value::Table(table) => put_table(at, run, of, table, list),
        other => list.put_record(at, run, other),
    }
}

fn put_table(
    at: (&Shared, &Lua),
    run: &Run,
    of: FieldOwner<'_>,
    table: &Table,
    list: &mut FieldList,
) -> mlua::Result<()> {
    // Values are read one by one: the machine has room for few values that the host holds.
    let Some(names) = names(at, table)? else {
        run.bad_intent(of.name(), "", EncodeError::TooManyFields);
        return Ok(());
    };
    for name in names.list {
        let value: Value = table.raw_get(name.as_str())?;
        list.put(at, run, of, (name, &value))?;
    }
    Ok(())
}
