//! Functions that the host gives to a script: those of the context, and of `heeus`.

use std::cell::RefCell;

use heeus_abi::limits::MAX_NAME;
use heeus_abi::{FieldType, GetCode, LogLevel, Op, OwnedValue, Storage};
use mlua::{
    AnyUserData, Function, IntoLua, Lua, Table, UserData, UserDataMethods, UserDataRef, Value,
};

use super::call::function;
use super::declare;
use super::element::Element;
use super::encode::{FieldError, list, owned};
use super::failure::{ApiError, Failure, clipped, shown};
use super::field_list::{ExpectedType, FieldList, FieldOwner};
use super::intents::put_all;
use super::key::{Key, put_in};
use super::keys::keys;
use super::meter::MemoryHold;
use super::place::with_line;
use super::read::Read;
use super::run::{Intent, Run};
use super::script_error::text_of;
use super::shared::{Shared, shared};
use super::text;
use super::value::{TypedValue, element, field_type};
use crate::state::Part;

/// The value of an intent that a script fills.
struct Builder(std::rc::Rc<Intent>);

impl UserData for Builder {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function(
            "put",
            |lua, (this, name, value): (AnyUserData, String, Value)| {
                let put = |shared: &Shared, run: &Run| {
                    let builder = this.borrow::<Self>()?;
                    builder.0.put((shared, lua), run, name, &value)
                };
                put_in(lua, put).map(|()| this)
            },
        );
    }
}

impl UserData for FieldList {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function(
            "put",
            |lua, (this, name, value): (AnyUserData, String, Value)| {
                let put = |shared: &Shared, run: &Run| {
                    let mut fields = this.borrow_mut::<Self>()?;
                    fields.put((shared, lua), run, FieldOwner::Record, (name, &value))
                };
                put_in(lua, put).map(|()| this)
            },
        );
    }
}

/// Builds the table of host functions for the sandbox.
pub(super) fn host(lua: &Lua) -> mlua::Result<Table> {
    let host = lua.create_table()?;
    let caught = |lua: &Lua, error: Value| shared(lua)?.caught(lua, error);
    host.raw_set("caught", function(lua, caught)?)?;
    host.raw_set("with_line", with_line(lua)?)?;
    let mistake = |_: &Lua, text: mlua::LuaString| -> mlua::Result<()> {
        Err(ApiError::mistake(clipped(&text.as_bytes())))
    };
    host.raw_set("mistake", function(lua, mistake)?)?;
    let tick = |lua: &Lua, bytes: usize| shared(lua)?.meter.walk(bytes);
    host.raw_set("tick", function(lua, tick)?)?;
    let grown = |lua: &Lua, ()| shared(lua)?.meter.grown(lua);
    host.raw_set("grown", function(lua, grown)?)?;
    let watch = |lua: &Lua, ()| shared(lua)?.meter.watch(lua);
    host.raw_set("watch", function(lua, watch)?)?;
    // The same NaN in all machines.
    host.raw_set("nan", f64::NAN)?;
    let print = |lua: &Lua, text: mlua::LuaString| {
        let shared = shared(lua)?;
        let run = shared.run()?;
        run.log((&shared, lua), LogLevel::Info, &text)
    };
    host.raw_set("print", function(lua, print)?)?;
    let keys = |lua: &Lua, of: Table| keys(lua, &of).map(Value::Table);
    host.raw_set("keys", function(lua, keys)?)?;
    let read = |lua: &Lua, (key, options, f): (UserDataRef<Key>, Value, Function)| {
        let read = Read::new(lua, &key, &options)?;
        drop(key);
        read.run(lua, &f)
    };
    host.raw_set("read", function(lua, read)?)?;
    text::add(lua, &host)?;
    host.raw_set("context", context(lua)?)?;
    host.raw_set("heeus", heeus(lua)?)?;
    Ok(host)
}

fn context(lua: &Lua) -> mlua::Result<Table> {
    let context = lua.create_table()?;
    context.raw_set("key_builder", function(lua, key_builder)?)?;
    let record = |lua: &Lua, fields: Value| record_builder(lua, &fields)?.into_lua(lua);
    context.raw_set("record_builder", function(lua, record)?)?;
    let can_exist = |lua: &Lua, key: UserDataRef<Key>| get(lua, &key);
    context.raw_set("can_exist", function(lua, can_exist)?)?;
    let must_exist = |lua: &Lua, key: UserDataRef<Key>| match get(lua, &key)? {
        Value::Nil => Err(ApiError::failed("the element does not exist")),
        found => Ok(found),
    };
    context.raw_set("must_exist", function(lua, must_exist)?)?;
    let new_value = |lua: &Lua, (key, fields): (UserDataRef<Key>, Value)| {
        add_intent(lua, Op::Insert, &key, &fields)
    };
    context.raw_set("new_value", function(lua, new_value)?)?;
    let update =
        |lua: &Lua, (key, element, fields): (UserDataRef<Key>, UserDataRef<Element>, Value)| {
            // The element proves that the script read it; the host checks that it exists.
            drop(element);
            add_intent(lua, Op::Update, &key, &fields)
        };
    context.raw_set("update_value", function(lua, update)?)?;
    let new_id = |lua: &Lua, ()| {
        let shared = shared(lua)?;
        let id = OwnedValue::Id(shared.run()?.new_id());
        TypedValue::new(&shared, lua, id)?.into_lua(lua)
    };
    context.raw_set("new_id", function(lua, new_id)?)?;
    let result = |lua: &Lua, row: Value| {
        let shared = shared(lua)?;
        let intent = shared.run()?.result((&shared, lua), &row)?;
        Builder(intent).into_lua(lua)
    };
    context.raw_set("result", function(lua, result)?)?;
    let log = |lua: &Lua, (level, text): (String, mlua::LuaString)| {
        let shared = shared(lua)?;
        let run = shared.run()?;
        run.log((&shared, lua), log_level(&level)?, &text)
    };
    context.raw_set("log", function(lua, log)?)?;
    Ok(context)
}

fn heeus(lua: &Lua) -> mlua::Result<Table> {
    let heeus = lua.create_table()?;
    heeus.raw_set(
        "extension",
        function(lua, |lua: &Lua, table: Table| {
            declare::extension(lua, &table)
        })?,
    )?;
    heeus.raw_set(
        "entity",
        function(lua, |lua: &Lua, table: Table| declare::entity(lua, &table))?,
    )?;
    heeus.raw_set("fail", function(lua, fail)?)?;
    for ty in FieldType::ALL.iter().copied() {
        let name = if ty == FieldType::Id { "id" } else { ty.name() };
        let typed = move |lua: &Lua, value: Value| typed_value(lua, ty, &value)?.into_lua(lua);
        if ty != FieldType::Array {
            heeus.raw_set(name, function(lua, typed)?)?;
        }
    }
    let array = |lua: &Lua, (ty, items): (String, Table)| {
        let (shared, ty) = (shared(lua)?, field_type(&ty)?);
        if ty == FieldType::Array {
            return Err(ApiError::mistake("an array cannot contain an array"));
        }
        let made = list((&shared, lua), &items, Some(ty), 0).map_err(mistake)?;
        TypedValue::new(&shared, lua, made)?.into_lua(lua)
    };
    heeus.raw_set("array", function(lua, array)?)?;
    let storages = lua.create_table()?;
    for storage in Storage::ALL {
        let name = storage.name();
        storages.raw_set(name.rsplit('.').next(), name)?;
    }
    heeus.raw_set("Storage", storages)?;
    let levels = lua.create_table()?;
    for level in LogLevel::ALL {
        levels.raw_set(format!("{level:?}"), level.name())?;
    }
    heeus.raw_set("LogLevel", levels)?;
    Ok(heeus)
}

fn key_builder(
    lua: &Lua,
    (storage, entity, fields): (String, Option<String>, Value),
) -> mlua::Result<Value> {
    let known = Storage::ALL.iter().copied();
    let Some(storage) = known.into_iter().find(|known| known.name() == storage) else {
        return Err(ApiError::mistake(format!(
            "no storage {:?}: expected one of heeus.Storage",
            shown(&storage)
        )));
    };
    let shared = shared(lua)?;
    let entity = entity.unwrap_or_default();
    if entity.len() > MAX_NAME {
        return Err(ApiError::failed(GetCode::InvalidKey.name()));
    }
    let held = shared
        .meter
        .hold(lua, entity.len() + size_of::<(Key, MemoryHold)>())?;
    let of = FieldOwner::Place(Part::Key, storage, &entity);
    let mut list = FieldList::default();
    put_all((&*shared, lua), &*shared.run()?, of, &fields, &mut list)?;
    let key = Key {
        storage,
        entity,
        fields: RefCell::new(list),
        _held: held,
    };
    key.into_lua(lua)
}

fn record_builder(lua: &Lua, fields: &Value) -> mlua::Result<FieldList> {
    let shared = shared(lua)?;
    let mut list = FieldList::default();
    put_all(
        (&*shared, lua),
        &*shared.run()?,
        FieldOwner::Record,
        fields,
        &mut list,
    )?;
    Ok(list)
}

fn get(lua: &Lua, key: &Key) -> mlua::Result<Value> {
    let shared = shared(lua)?;
    let run = shared.run()?;
    shared.meter.tick()?;
    let found = run.host.get(&key.block()?);
    shared.meter.waited(run.reader().waited());
    match found {
        Err(why) => Err(run.end(&shared, lua, why)),
        Ok(Ok(found)) => element(&shared, lua, found.value()),
        Ok(Err(GetCode::NotExists)) => Ok(Value::Nil),
        Ok(Err(code)) => Err(ApiError::failed(code.name())),
    }
}

fn add_intent(lua: &Lua, op: Op, key: &Key, fields: &Value) -> mlua::Result<Value> {
    let shared = shared(lua)?;
    let (run, at) = (shared.run()?, (&*shared, lua));
    let intent = run.add_intent(at, op, (key.storage, &key.entity), key.block()?)?;
    intent.put_all(at, &run, fields)?;
    Builder(intent).into_lua(lua)
}

/// `heeus.fail(text, code)` or `heeus.fail { text = .., code = .. }`.
fn fail(lua: &Lua, (what, code): (Value, Option<i32>)) -> mlua::Result<()> {
    let (text, code) = match what {
        Value::Table(table) => (table.raw_get("text")?, table.raw_get("code")?),
        other => (other, code),
    };
    let Value::String(text) = text else {
        return Err(ApiError::mistake(format!(
            "fail: expected a text, found {}",
            text.type_name()
        )));
    };
    let text = text_of(&*shared(lua)?, lua, &text)?;
    let code = code.unwrap_or(0);
    Err(ApiError::Failed(Failure { code, text }).into())
}

fn typed_value(lua: &Lua, ty: FieldType, value: &Value) -> mlua::Result<TypedValue> {
    let shared = shared(lua)?;
    let made = owned((&shared, lua), value, ExpectedType::from(ty), 0).map_err(mistake)?;
    let found = made.field_type();
    if found != ty {
        return Err(ApiError::mistake(format!("expected {ty}, found {found}")));
    }
    TypedValue::new(&shared, lua, made)
}

fn mistake(error: FieldError) -> mlua::Error {
    match error {
        FieldError::Script(error) => error,
        FieldError::Block(error) => ApiError::mistake(error.text()),
    }
}

fn log_level(name: &str) -> mlua::Result<LogLevel> {
    let found = LogLevel::ALL
        .iter()
        .copied()
        .find(|level| level.name() == name);
    found.ok_or_else(|| {
        let name = shown(name);
        ApiError::mistake(format!("no level {name:?}: expected one of heeus.LogLevel"))
    })
}

impl FieldList {
    /// Sets the fields of an element, a record or a value that is a record.
    pub(super) fn put_record(
        &mut self,
        (shared, lua): (&Shared, &Lua),
        run: &Run,
        from: &Value,
    ) -> mlua::Result<()> {
        match owned((shared, lua), from, ExpectedType::default(), 0) {
            Ok(OwnedValue::Record(record)) => self.copy((shared, lua), record.as_ref()),
            Ok(other) => Err(ApiError::mistake(format!(
                "expected a table of fields, found {}",
                other.field_type()
            ))),
            Err(FieldError::Script(error)) => Err(error),
            Err(FieldError::Block(error)) => {
                run.bad_intent("", "", error);
                Ok(())
            }
        }
    }
}
