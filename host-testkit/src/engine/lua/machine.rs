//! One machine: the script compiled, in a sandbox, with its limits on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use heeus_abi::RecordRef;
use mlua::chunk::ChunkMode;
use mlua::{Function, Lua, LuaOptions, MultiValue, StdLib, Table, Value};

use super::api;
use super::declare::{Declared, Declaring};
use super::failure::{Thrown, weight};
use super::meter::Meter;
use super::run::Run;
use super::value::element;
use crate::engine::EngineConfig;
use crate::error::ErrorKind;

/// What scripts see instead of the usual globals.
const SANDBOX: &str = include_str!("sandbox.lua");
/// What Lua calls it.
const SANDBOX_NAME: &str = "[heeus]";
/// Bytes of a chunk's name that Lua shows whole.
const CHUNK_NAME: usize = 50;
/// Comes before the script, on its first line: globals of its own in each run.
const PROLOGUE: &str = "local _ENV = ...; ";
/// Values that the host holds at once, at most.
const HELD: usize = 1024;
/// Calls of the host's own above one of the script, at most.
const DEEPEST: usize = 32;
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
    /// The script's line that threw last, or 0.
    pub(super) thrown: Cell<u32>,
}

/// One machine.
pub(super) struct Machine {
    shared: Rc<Shared>,
    catch: Catch,
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

    /// The script's line that runs, or 0.
    pub(super) fn line(&self, lua: &Lua) -> u32 {
        for level in 0..DEEPEST {
            let line = lua.inspect_stack(level, |at| {
                let source = at.source();
                let ours = source.short_src.as_deref() == Some(self.chunk.as_str());
                ours.then(|| at.current_line()).flatten()
            });
            match line {
                None => return 0,
                Some(None) => {}
                Some(Some(line)) => return u32::try_from(line).unwrap_or(0),
            }
        }
        0
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
            chunk: name[..name.floor_char_boundary(CHUNK_NAME)].replace(['\n', ':', '['], "_"),
            meter,
            declared: RefCell::new(None),
            run: RefCell::new(None),
            thrown: Cell::new(0),
        });
        let made = Self::make(&shared, source, config.mem_limit);
        made.map_err(|error| shared.uncaught(&Value::Error(Box::new(error))))
    }

    fn make(shared: &Rc<Shared>, source: &[u8], mem_limit: usize) -> mlua::Result<Self> {
        let libs = StdLib::TABLE | StdLib::STRING | StdLib::UTF8 | StdLib::MATH;
        let lua = Lua::new_with(libs, LuaOptions::new())?;
        // Room for values that the host holds is made before there is none: the machine's binding takes it for granted.
        let held: Vec<_> = (0..HELD).map(|_| lua.globals()).collect();
        drop(held);
        lua.set_memory_limit(mem_limit)?;
        lua.set_app_data(Rc::clone(shared));
        let catch = Catch::new(&lua)?;
        let sandbox = lua.load(SANDBOX).set_name(format!("={SANDBOX_NAME}"));
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
        // The compiler cannot be interrupted: what is late is told.
        shared.meter.begin();
        let script = script.into_function()?;
        shared.meter.tick()?;
        shared.meter.watch(&lua)?;
        Ok(Self {
            shared: Rc::clone(shared),
            catch,
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

    /// Runs the top level, which adds to these declarations.
    ///
    /// # Errors
    /// What it fails with.
    pub(super) fn declare(&self, begun: Declared) -> Result<Declared, ErrorKind> {
        self.shared.meter.begin();
        *self.shared.declared.borrow_mut() = Some(begun);
        let ran = self.globals.call::<Table>(());
        let ran = ran.map_err(|error| Value::Error(Box::new(error)));
        let ran = ran.and_then(|globals| self.catch.call(&self.lua, &self.script, globals));
        let declared = self.shared.declared.take();
        self.ended(ran).map(|_| declared.unwrap_or_default())
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
        let ran = self.ended(ran);
        self.shared.run.take();
        if self.shared.meter.held() > KEPT {
            // What a collection fails with, the next run meets again.
            let _ = self.lua.gc_collect();
        }
        ran
    }

    /// What a run came to. Of one that is late, or has met another limit that nobody has looked at, it is that.
    fn ended<T>(&self, ran: Result<T, Value>) -> Result<T, ErrorKind> {
        let meter = &self.shared.meter;
        let late = meter.tick();
        match ran {
            Ok(value) => late.map_or_else(
                |error| Err(self.shared.uncaught(&Value::Error(Box::new(error)))),
                |()| Ok(value),
            ),
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
        let returned = self
            .catch
            .call(&self.lua, &extension.run, (context, args))?;
        run.returns(&self.shared, &self.lua, &returned)
            .map_err(|error| self.placed_at(&extension.run, error))
    }

    /// A mistake that came to light after the function had returned, at its line.
    fn placed_at(&self, f: &Function, error: mlua::Error) -> Value {
        let line = f.info().line_defined.unwrap_or(0);
        let error = match error.downcast_ref::<Thrown>() {
            Some(Thrown::Mistake(text)) => {
                mlua::Error::RuntimeError(format!("{}:{line}: {text}", self.shared.chunk))
            }
            _ => error,
        };
        Value::Error(Box::new(error))
    }
}

/// Calls functions of a script and catches what they throw.
pub(super) struct Catch {
    xpcall: Function,
    placed: Function,
}

impl Catch {
    /// Takes the machine's own functions, before a script can see others.
    pub(super) fn new(lua: &Lua) -> mlua::Result<Self> {
        Ok(Self {
            xpcall: lua.globals().get("xpcall")?,
            placed: placed(lua)?,
        })
    }

    /// Calls a function of a script; what it throws is a value.
    pub(super) fn call(
        &self,
        lua: &Lua,
        f: &Function,
        args: impl mlua::IntoLuaMulti,
    ) -> Result<Value, Value> {
        let thrown = |error| Value::Error(Box::new(error));
        let mut args = args.into_lua_multi(lua).map_err(thrown)?;
        args.push_front(Value::Function(self.placed.clone()));
        args.push_front(Value::Function(f.clone()));
        // Of many values the first alone is taken: the machine has room for few that the host holds.
        let (ok, value): (bool, Value) = self.xpcall.call(args).map_err(thrown)?;
        if ok { Ok(value) } else { Err(value) }
    }
}

/// Notes the line of an error, and gives one of a function of the sandbox that line instead of its own.
pub(super) fn placed(lua: &Lua) -> mlua::Result<Function> {
    lua.create_function(|lua, error: Value| {
        let shared = shared(lua)?;
        let line = shared.line(lua);
        shared.thrown.set(line);
        if let Value::Error(error) = &error {
            shared.meter.keep(lua, weight(error))?;
        }
        let Some(text) = error.as_string() else {
            return Ok(error);
        };
        let text = text.to_string_lossy();
        let inside = text.strip_prefix(SANDBOX_NAME).and_then(|rest| {
            let (line, text) = rest.strip_prefix(':')?.split_once(": ")?;
            line.parse::<u32>().ok()?;
            Some(text)
        });
        let Some(inside) = inside else {
            return Ok(error);
        };
        let text = match line {
            0 => inside.to_owned(),
            line => format!("{}:{line}: {inside}", shared.chunk),
        };
        Ok(Value::String(lua.create_string(text)?))
    })
}
