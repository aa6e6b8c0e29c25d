//! One machine: the script compiled, in a sandbox, with its limits on.

use std::cell::RefCell;
use std::rc::Rc;

use heeus_abi::RecordRef;
use mlua::chunk::ChunkMode;
use mlua::{Function, Lua, LuaOptions, MultiValue, StdLib, Table, Value};

use super::api;
use super::declare::{Declared, Declaring};
use super::failure::Thrown;
use super::meter::Meter;
use super::run::Run;
use super::value::element;
use crate::engine::EngineConfig;
use crate::error::ErrorKind;

/// What scripts see instead of the usual globals.
const SANDBOX: &str = include_str!("sandbox.lua");
/// Bytes of a chunk's name that Lua shows whole.
const CHUNK_NAME: usize = 50;
/// Comes before the script, on its first line: globals of its own in each run.
const PROLOGUE: &str = "local _ENV = ...; ";
/// Bytes outside of the machine that may wait for its collector after a run.
const KEPT: usize = 1 << 20;

/// What host functions know.
pub(super) struct Shared {
    /// The script's name.
    pub(super) name: String,
    /// What Lua calls it.
    pub(super) chunk: String,
    pub(super) meter: Rc<Meter>,
    /// What the top level has declared; `None` where it does not run.
    pub(super) declared: RefCell<Option<Declared>>,
    run: RefCell<Option<Rc<Run>>>,
}

/// One machine.
pub(super) struct Machine {
    shared: Rc<Shared>,
    /// Calls a function and catches what it throws.
    pcall: Function,
    /// The script.
    script: Function,
    /// Makes globals and the context.
    globals: Function,
    context: Table,
    lua: Lua,
}

/// What the host functions of this machine know.
pub(super) fn shared(lua: &Lua) -> mlua::Result<Rc<Shared>> {
    let shared = lua.app_data_ref::<Rc<Shared>>();
    let shared = shared.map(|shared| Rc::clone(&shared));
    shared.ok_or_else(|| Thrown::mistake("the machine has no host"))
}

impl Shared {
    /// The current run.
    pub(super) fn run(&self) -> mlua::Result<Rc<Run>> {
        let run = self.run.borrow().clone();
        run.ok_or_else(|| Thrown::mistake("the context is of a run: there is none"))
    }
}

impl Machine {
    /// A machine with this script, which has not run.
    ///
    /// # Errors
    /// What is wrong with the script, or the limit that has no room for it.
    pub(super) fn new(name: &str, source: &[u8], config: &EngineConfig) -> Result<Self, ErrorKind> {
        let meter = Rc::new(Meter::new(config));
        let shared = Rc::new(Shared {
            name: name.to_owned(),
            chunk: name[..name.floor_char_boundary(CHUNK_NAME)].replace(['\n', ':'], "_"),
            meter,
            declared: RefCell::new(None),
            run: RefCell::new(None),
        });
        shared.meter.begin();
        let made = Self::make(&shared, source, config.mem_limit);
        made.map_err(|error| shared.uncaught(&Value::Error(Box::new(error))))
    }

    fn make(shared: &Rc<Shared>, source: &[u8], mem_limit: usize) -> mlua::Result<Self> {
        let libs = StdLib::TABLE | StdLib::STRING | StdLib::UTF8 | StdLib::MATH;
        let lua = Lua::new_with(libs, LuaOptions::new())?;
        lua.set_memory_limit(mem_limit)?;
        lua.set_app_data(Rc::clone(shared));
        let pcall = lua.globals().get("pcall")?;
        let sandbox = lua.load(SANDBOX).set_name("=heeus");
        let made: MultiValue = sandbox.call(api::host(&lua)?)?;
        let mut made = made.into_iter();
        let (Some(Value::Function(globals)), Some(Value::Table(context))) =
            (made.next(), made.next())
        else {
            return Err(Thrown::mistake("the sandbox is not whole"));
        };
        let text = [PROLOGUE.as_bytes(), source].concat();
        let chunk = lua.load(text).set_mode(ChunkMode::Text);
        let script = chunk.set_name(format!("={}", shared.chunk));
        let script = script.into_function()?;
        shared.meter.watch(&lua)?;
        Ok(Self {
            shared: Rc::clone(shared),
            pcall,
            script,
            globals,
            context,
            lua,
        })
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Bytes of the machine.
    pub(super) fn memory(&self) -> usize {
        self.lua.used_memory()
    }

    /// Runs the top level.
    ///
    /// # Errors
    /// What it fails with.
    pub(super) fn declare(&self) -> Result<Declared, ErrorKind> {
        self.shared.meter.begin();
        *self.shared.declared.borrow_mut() = Some(Declared::default());
        let ran = self.globals.call::<Table>(());
        let ran = ran.map_err(|error| Value::Error(Box::new(error)));
        let ran = ran.and_then(|globals| self.call(&self.script, globals));
        let declared = self.shared.declared.take();
        match ran {
            Ok(_) => Ok(declared.unwrap_or_default()),
            Err(error) => Err(self.shared.uncaught(&error)),
        }
    }

    /// Runs an extension that the top level has declared in this run.
    ///
    /// # Errors
    /// What it fails with.
    pub(super) fn run(
        &self,
        extension: &Declaring,
        run: &Rc<Run>,
        args: RecordRef<'_>,
    ) -> Result<(), ErrorKind> {
        *self.shared.run.borrow_mut() = Some(Rc::clone(run));
        let ran = self.run_in(extension, run, args);
        self.shared.run.take();
        if self.shared.meter.held() > KEPT {
            // What a collection fails with, the next run meets again.
            let _ = self.lua.gc_collect();
        }
        match ran {
            Ok(()) => self.shared.meter.take_ended().map_or(Ok(()), Err),
            Err(error) => Err(self.shared.uncaught(&error)),
        }
    }

    fn run_in(
        &self,
        extension: &Declaring,
        run: &Rc<Run>,
        args: RecordRef<'_>,
    ) -> Result<(), Value> {
        let thrown = |error| Value::Error(Box::new(error));
        extension.check(args).map_err(thrown)?;
        let args = element(&self.shared, &self.lua, args).map_err(thrown)?;
        let context = self.context.clone();
        let returned = self.call(&extension.run, (context, args))?;
        run.returns(&self.shared, &self.lua, &returned)
            .map_err(thrown)
    }

    /// Calls a function of the script; what it throws is a value.
    fn call(&self, f: &Function, args: impl mlua::IntoLuaMulti) -> Result<Value, Value> {
        call(&self.lua, &self.pcall, f, args)
    }
}

/// Calls a function of a script by `pcall`; what it throws is a value.
pub(super) fn call(
    lua: &Lua,
    pcall: &Function,
    f: &Function,
    args: impl mlua::IntoLuaMulti,
) -> Result<Value, Value> {
    let thrown = |error| Value::Error(Box::new(error));
    let mut args = args.into_lua_multi(lua).map_err(thrown)?;
    args.push_front(Value::Function(f.clone()));
    let mut returned = pcall.call::<MultiValue>(args).map_err(thrown)?;
    let ok = returned.pop_front();
    let value = returned.pop_front().unwrap_or(Value::Nil);
    match ok {
        Some(Value::Boolean(true)) => Ok(value),
        _ => Err(value),
    }
}
