//! Functions of the host that scripts call.

use mlua::{FromLuaMulti, Function, IntoLuaMulti, Lua};

use super::failure::ApiError;
use super::shared::shared;

/// Creates a function for scripts.
pub(super) fn function<A, R, F>(lua: &Lua, f: F) -> mlua::Result<Function>
where
    A: FromLuaMulti,
    R: Default + IntoLuaMulti,
    F: Fn(&Lua, A) -> mlua::Result<R> + 'static,
{
    lua.create_function(move |lua, args: A| stop_if_ended(lua, f(lua, args)))
}

/// Returns the result that a function gives to its script. If the run has ended, that is nothing,
/// and the script stops at its next instruction: an error would let handlers of `<close>` run.
pub(super) fn stop_if_ended<R: Default>(lua: &Lua, result: mlua::Result<R>) -> mlua::Result<R> {
    match result {
        Err(error) if error.downcast_ref() == Some(&ApiError::Ended) => {
            shared(lua)?.meter.stop(lua)?;
            Ok(R::default())
        }
        other => other,
    }
}
