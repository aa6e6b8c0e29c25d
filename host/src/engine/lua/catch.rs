//! Calls to functions of scripts that the host can stop.

use std::cell::RefCell;
use std::rc::Rc;

use mlua::{Function, IntoLuaMulti, Lua, Thread, Value};

use super::failure::ApiError;
use super::meter::Meter;

/// Calls functions of a script and catches what they throw.
///
/// Each call runs in a coroutine. If a limit is met, the coroutine yields and is never resumed, so
/// that none of its instructions runs after the end: errors would let handlers of `<close>` run.
pub(super) struct Catch {
    /// The body of a coroutine: calls function after function.
    body: Function,
    meter: Rc<Meter>,
    /// Coroutines that wait for a function.
    idle: RefCell<Vec<Runner>>,
}

/// A coroutine that calls functions.
struct Runner {
    thread: Thread,
    /// Instructions between two of its checks of the limits.
    step: u32,
}

impl Catch {
    pub(super) fn new(body: Function, meter: Rc<Meter>) -> Self {
        Self {
            body,
            meter,
            idle: RefCell::default(),
        }
    }

    /// Calls a function of a script. Returns the error that it throws as a value.
    pub(super) fn call(
        &self,
        lua: &Lua,
        f: &Function,
        args: impl IntoLuaMulti,
    ) -> Result<Value, Value> {
        let thrown = |error| Value::Error(Box::new(error));
        let mut runner = self.runner(lua).map_err(thrown)?;
        let step = self.meter.step();
        let mut args = args.into_lua_multi(lua).map_err(thrown)?;
        args.push_front(Value::Function(f.clone()));
        args.push_front(Value::Boolean(runner.step != step));
        // Only the first of many results is taken: the machine has room for few values that the
        // host holds.
        let resumed = runner.thread.resume::<(Option<bool>, Value)>(args);
        if self.meter.is_ended() {
            return Err(thrown(ApiError::Ended.into()));
        }
        let (ok, value) = resumed.map_err(thrown)?;
        runner.step = self.meter.step();
        if runner.step != step {
            self.meter.watch(lua).map_err(thrown)?;
        }
        self.idle.borrow_mut().push(runner);
        if ok == Some(true) {
            Ok(value)
        } else {
            Err(value)
        }
    }

    fn runner(&self, lua: &Lua) -> mlua::Result<Runner> {
        if let Some(idle) = self.idle.borrow_mut().pop() {
            return Ok(idle);
        }
        Ok(Runner {
            thread: lua.create_thread(self.body.clone())?,
            step: self.meter.step(),
        })
    }
}
