//! One machine: the script compiled, in a sandbox, with its limits on.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use heeus_abi::RecordRef;
use mlua::chunk::ChunkMode;
use mlua::{
    FromLuaMulti, Function, IntoLuaMulti, Lua, LuaOptions, MultiValue, StdLib, Table, Value,
};

use super::api;
use super::catch::Catch;
use super::declared::{Declared, Declaring};
use super::failure::ApiError;
use super::memory::memory;
use super::meter::Meter;
use super::run::Run;
use super::shared::{SANDBOX_NAME, Shared};
use super::value::element;
use crate::engine::EngineConfig;
use crate::error::ErrorKind;

/// The sandbox, which scripts see instead of the usual globals. Each part passes its results to the
/// next one; the last part returns the sandbox.
const SANDBOX: [&str; 5] = [
    include_str!("sandbox/frozen.lua"),
    include_str!("sandbox/metatables.lua"),
    include_str!("sandbox/strings.lua"),
    include_str!("sandbox/tables.lua"),
    include_str!("sandbox/base.lua"),
];
/// Most bytes of a chunk's name that Lua shows in full.
const CHUNK_NAME: usize = 50;
/// Code before the script, on its first line: it gives each run globals of its own.
const PROLOGUE: &str = "local _ENV = ...; ";
/// Most values that the host holds at once.
const HELD: usize = 1024;
/// Most bytes outside of the machine that may wait for its collector after a run.
const KEPT: usize = 1 << 20;

/// Returns the text of a script without the parts that precede it in files: a byte order mark, and
/// a first line that begins with `#`.
pub(super) fn text_of(source: &[u8]) -> &[u8] {
    let text = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    match text {
        [b'#', ..] => {
            let line = text.iter().position(|byte| *byte == b'\n');
            &text[line.unwrap_or(text.len())..]
        }
        _ => text,
    }
}

/// One machine.
pub(super) struct Machine {
    shared: Rc<Shared>,
    /// The script.
    script: Function,
    /// Creates the globals of a run.
    globals: Function,
    context: Table,
    collected: Collected,
}

impl Machine {
    /// Creates a machine with this script, which has not run.
    ///
    /// # Errors
    /// The error in the script, or the limit that the script exceeds.
    pub(super) fn new(name: &str, source: &[u8], config: &EngineConfig) -> Result<Self, ErrorKind> {
        let meter = Rc::new(Meter::new(config));
        let shared = Rc::new(Shared {
            name: name.to_owned(),
            chunk: name[..name.floor_char_boundary(CHUNK_NAME)].replace(['\n', ':', '['], "_"),
            meter,
            declared: RefCell::new(None),
            run: RefCell::new(None),
            thrown: Cell::new(0),
            catch: OnceCell::new(),
        });
        let made = Self::make(&shared, source, memory(config));
        made.map_err(|error| shared.uncaught(&Value::Error(Box::new(error))))
    }

    fn make(shared: &Rc<Shared>, source: &[u8], mem_limit: usize) -> mlua::Result<Self> {
        let libs = StdLib::TABLE | StdLib::STRING | StdLib::UTF8 | StdLib::MATH;
        let libs = libs | StdLib::COROUTINE;
        let lua = Lua::new_with(libs, LuaOptions::new())?;
        // The machine's binding assumes that there is room for the values that the host holds. So
        // this room is created before the memory limit is set.
        let held: Vec<_> = (0..HELD).map(|_| lua.globals()).collect();
        drop(held);
        lua.set_memory_limit(mem_limit)?;
        lua.set_app_data(Rc::clone(shared));
        let Sandbox {
            globals,
            context,
            canary,
            watch,
        } = sandbox(&lua, shared)?;
        let collected = Collected { lua, canary };
        let lua = &collected.lua;
        watch.call::<()>(())?;
        let text = [PROLOGUE.as_bytes(), text_of(source)].concat();
        let chunk = lua.load(text).set_mode(ChunkMode::Text);
        let script = chunk.set_name(format!("={}", shared.chunk));
        // The compiler cannot be interrupted: a late end is reported afterwards.
        shared.meter.begin();
        let script = script.into_function().map_err(too_deep)?;
        shared.meter.tick()?;
        shared.meter.watch(lua)?;
        Ok(Self {
            shared: Rc::clone(shared),
            script,
            globals,
            context,
            collected,
        })
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Returns the bytes of the machine.
    pub(super) fn memory(&self) -> usize {
        self.collected.lua.used_memory()
    }

    /// Runs the top level, which adds to these declarations.
    ///
    /// # Errors
    /// The error that it fails with.
    pub(super) fn declare(&self, begun: Declared) -> Result<Declared, ErrorKind> {
        self.shared.meter.begin();
        *self.shared.declared.borrow_mut() = Some(begun);
        let ran = self.globals.call::<Table>(());
        let ran = ran.map_err(|error| Value::Error(Box::new(error)));
        let ran = ran.and_then(|globals| self.call(&self.script, globals));
        let declared = self.shared.declared.take();
        self.ended(ran).map(|_| declared.unwrap_or_default())
    }

    /// Runs an extension that the top level has declared in this run.
    ///
    /// # Errors
    /// The error that it fails with.
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
            // If a collection fails, the next run meets the same error.
            let _ = self.collected.lua.gc_collect();
        }
        ran
    }

    /// Returns the result of a run. If the run is late, or has met another limit that nobody has
    /// checked yet, the result is that limit.
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
        let args = element(&self.shared, &self.collected.lua, args).map_err(thrown)?;
        let context = self.context.clone();
        let returned = self.call(&extension.run, (context, args))?;
        run.returns(&self.shared, &self.collected.lua, &returned)
            .map_err(|error| self.placed_at(&extension.run, error))
    }

    fn call(&self, f: &Function, args: impl IntoLuaMulti) -> Result<Value, Value> {
        let catch = self.shared.catch();
        let catch = catch.map_err(|error| Value::Error(Box::new(error)))?;
        catch.call(&self.collected.lua, f, args)
    }

    /// Returns a mistake that was found after the function had returned, with the function's line.
    fn placed_at(&self, f: &Function, error: mlua::Error) -> Value {
        let line = f.info().line_defined.unwrap_or(0);
        let error = match error.downcast_ref::<ApiError>() {
            Some(ApiError::Mistake(text)) => {
                mlua::Error::RuntimeError(format!("{}:{line}: {text}", self.shared.chunk))
            }
            _ => error,
        };
        Value::Error(Box::new(error))
    }
}

/// Replaces the compiler's message about parts that are too deep by one about the script.
fn too_deep(error: mlua::Error) -> mlua::Error {
    match &error {
        mlua::Error::RuntimeError(text) if text.starts_with("C stack overflow") => {
            ApiError::mistake("parts nested deeper than Lua's compiler allows, about 190 levels")
        }
        _ => error,
    }
}

/// The parts of the sandbox.
struct Sandbox {
    globals: Function,
    context: Table,
    canary: Table,
    watch: Function,
}

/// Creates the sandbox.
fn sandbox(lua: &Lua, shared: &Rc<Shared>) -> mlua::Result<Sandbox> {
    let (parts, host) = (lua.create_table()?, api::host(lua)?);
    let mut made = MultiValue::new();
    for part in SANDBOX {
        let part = lua.load(part).set_name(format!("={SANDBOX_NAME}"));
        made = part.call((&parts, &host))?;
    }
    let (globals, context, run, canary, watch) = FromLuaMulti::from_lua_multi(made, lua)?;
    let catch = Catch::new(run, Rc::clone(&shared.meter));
    // No other one was set before.
    let _ = shared.catch.set(catch);
    Ok(Sandbox {
        globals,
        context,
        canary,
        watch,
    })
}

/// A machine whose collector calls the host after each collection.
struct Collected {
    lua: Lua,
    /// The table whose finalizer calls the host.
    canary: Table,
}

impl Drop for Collected {
    fn drop(&mut self) {
        // Pending finalizers run when the machine is closed, and they must not call the host's
        // functions then.
        let _ = self.lua.set_memory_limit(0);
        let _ = self.canary.raw_set("__gc", Value::Nil);
    }
}
