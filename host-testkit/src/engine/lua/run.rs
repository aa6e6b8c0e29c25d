//! One run of a script: what it sees and what it leaves.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use heeus_abi::layout::outcome;
use heeus_abi::{
    Access, EncodeError, Field, FieldType, LogLevel, LogLine, Op, OutcomeParts, Status, Storage,
    allowed, encode_intent_of, encode_key, encode_log_line, encode_outcome_header, log_lines,
};
use mlua::{Lua, LuaString, Table, Value};

use super::encode::names;
use super::failure::{Thrown, shown, text_of};
use super::fields::{FieldList, Of, name_of, record};
use super::machine::Shared;
use super::meter::Held;
use crate::engine::process_host::RunHost;
use crate::engine::{KeptLimits, LogEntry};
use crate::error::ErrorKind;
use crate::state::{Forbidden, Part, Reader};

/// One run.
pub(super) struct Run {
    pub(super) host: RunHost,
    /// Declared types of the fields of results.
    returned: BTreeMap<String, FieldType>,
    intents: RefCell<Vec<Rc<Intent>>>,
    logs: RefCell<Logs>,
    /// The first thing that could not be put into a block, in words.
    bad: RefCell<Option<String>>,
}

/// Lines of the log, as they stand in a block.
#[derive(Default)]
struct Logs {
    bytes: Vec<u8>,
    count: u32,
    held: Vec<Held>,
}

/// An intent that waits for the end of its run.
pub(super) struct Intent {
    op: Op,
    pub(super) storage: Storage,
    pub(super) entity: String,
    key: Vec<u8>,
    pub(super) value: RefCell<FieldList>,
    _held: Held,
}

impl Run {
    pub(super) fn new(host: RunHost, returned: &BTreeMap<String, FieldType>) -> Self {
        Self {
            host,
            returned: returned.clone(),
            intents: RefCell::default(),
            logs: RefCell::default(),
            bad: RefCell::default(),
        }
    }

    pub(super) fn reader(&self) -> &Reader {
        self.host.reader()
    }

    /// The declared type of a field of results.
    pub(super) fn returned(&self, name: &str) -> Option<FieldType> {
        self.returned.get(name).copied()
    }

    /// Something could not be put into a block: the run fails when it is over, with the first such
    /// error. `of` tells the entity; `of` and `field` are empty where there is none.
    pub(super) fn bad_intent(&self, of: &str, field: &str, error: EncodeError) {
        self.bad.borrow_mut().get_or_insert_with(|| {
            let mut text = String::new();
            if !of.is_empty() {
                text.extend([shown(of), ": "]);
            }
            if !field.is_empty() {
                text.extend(["field ", shown(field), ": "]);
            }
            text + error.text()
        });
    }

    /// Adds an intent for the key in this block.
    pub(super) fn intend(
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
            // The host refuses it when the run is over, and does not know the line.
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

    /// Ends the run, and notes the line that did it.
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
        let intent = self.intend((shared, lua), Op::New, (Storage::Result, ""), key)?;
        intent.put_all((shared, lua), self, row)?;
        Ok(intent)
    }

    /// Takes what the extension returned: nothing, a row, or a list of rows.
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
            other => Err(Thrown::mistake(format!(
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

    /// The lines so far.
    pub(super) fn logged(&self, kept: &KeptLimits) -> Vec<LogEntry> {
        let logs = self.logs.borrow();
        kept.lines(log_lines(&logs.bytes).map_while(Result::ok))
    }

    /// The result block of a run that ended well, or with this code and text.
    ///
    /// # Errors
    /// Where it is larger than any block; then its size.
    pub(super) fn block(&self, failed: Option<(i32, &str)>) -> Result<Vec<u8>, usize> {
        let mut block = vec![0; outcome::INTENTS];
        let mut count = 0;
        if failed.is_none() {
            for intent in &*self.intents.borrow() {
                let value = intent.value.borrow();
                let fields = value.fields();
                match encode_intent_of(intent.op, &intent.key, &fields, &mut block) {
                    Ok(()) => count += 1,
                    Err(error) => self.bad_intent(intent.of(), wrong_field(&fields), error),
                }
            }
        }
        let bad = self.bad.borrow();
        let (status, code, text) = match (bad.as_deref(), failed) {
            (Some(text), _) => (Status::BadIntent, 0, text),
            (None, Some((code, text))) => (Status::Error, code, text),
            (None, None) => (Status::Ok, 0, ""),
        };
        if status != Status::Ok {
            block.truncate(outcome::INTENTS);
            count = 0;
        }
        let logs = self.logs.borrow();
        let parts = OutcomeParts {
            status,
            code,
            intent_count: count,
            log_count: logs.count,
            log_bytes: &logs.bytes,
            text,
        };
        let size = block.len() + logs.bytes.len() + text.len();
        encode_outcome_header(&parts, &mut block).map_err(|_| size)?;
        Ok(block)
    }
}

/// The name of the first field that does not fit a record by itself.
fn wrong_field<'a>(fields: &'a [Field<'_>]) -> &'a str {
    let wrong = |field: &&Field<'_>| record(std::slice::from_ref(*field)).is_err();
    fields.iter().find(wrong).map_or("", |field| field.name)
}

impl Intent {
    /// The entity, or the storage where it has none.
    fn of(&self) -> &str {
        name_of(self.storage, &self.entity)
    }

    /// Sets a field of its value.
    pub(super) fn put(
        &self,
        at: (&Shared, &Lua),
        run: &Run,
        name: String,
        value: &Value,
    ) -> mlua::Result<()> {
        let of = Of::Place(Part::Value, self.storage, &self.entity);
        self.value.borrow_mut().put(at, run, of, (name, value))
    }

    /// Sets the fields of its value that a table, an element or a record has.
    pub(super) fn put_all(
        &self,
        at: (&Shared, &Lua),
        run: &Run,
        fields: &Value,
    ) -> mlua::Result<()> {
        let of = Of::Place(Part::Value, self.storage, &self.entity);
        put_all(at, run, of, fields, &mut self.value.borrow_mut())
    }
}

/// Sets the fields that a table, an element or a record has.
pub(super) fn put_all(
    at: (&Shared, &Lua),
    run: &Run,
    of: Of<'_>,
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
    of: Of<'_>,
    table: &Table,
    list: &mut FieldList,
) -> mlua::Result<()> {
    // Values are taken one by one: the machine has room for few that the host holds.
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
