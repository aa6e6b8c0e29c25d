//! Places in a script: the running line, and the words of errors that come from within the sandbox.

use mlua::{Function, Lua, Value};

use super::failure::{clipped, size_of_error};
use super::shared::{SANDBOX_NAME, Shared, shared};

/// Most calls of the host's own above one of the script.
const DEEPEST: usize = 32;

impl Shared {
    /// Returns the script's running line, or 0.
    pub(super) fn line(&self, lua: &Lua) -> u32 {
        self.called(lua).0
    }

    /// Returns the script's running line, or 0, and whether it called a method of the sandbox.
    fn called(&self, lua: &Lua) -> (u32, bool) {
        let mut is_method = false;
        for level in 0..DEEPEST {
            let found = lua.inspect_stack(level, |at| {
                let source = at.source();
                if source.short_src.as_deref() == Some(self.chunk.as_str()) {
                    return Some(at.current_line());
                }
                is_method = at.names().name_what == Some("method");
                None
            });
            match found {
                None => break,
                Some(None) => {}
                Some(Some(line)) => {
                    let line = line.and_then(|line| u32::try_from(line).ok());
                    return (line.unwrap_or(0), is_method);
                }
            }
        }
        (0, false)
    }
}

/// Returns a function that keeps the line of an error. It gives an error from the sandbox the
/// script's line instead of its own.
pub(super) fn with_line(lua: &Lua) -> mlua::Result<Function> {
    lua.create_function(|lua, error: Value| {
        let shared = shared(lua)?;
        let (line, is_method) = shared.called(lua);
        shared.thrown.set(line);
        if let Value::Error(error) = &error {
            shared.meter.keep(lua, size_of_error(error))?;
        }
        let Some(text) = error.as_string() else {
            return Ok(error);
        };
        let inside = text.as_bytes().starts_with(SANDBOX_NAME.as_bytes());
        if !inside {
            return Ok(error);
        }
        let text = clipped(&text.as_bytes());
        let Some(message) = within(&text) else {
            return Ok(error);
        };
        let message = lua_message(message, is_method);
        let text = match line {
            0 => message,
            line => format!("{}:{line}: {message}", shared.chunk),
        };
        Ok(Value::String(lua.create_string(text)?))
    })
}

/// Returns the text of an error after its place within the sandbox.
fn within(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(SANDBOX_NAME)?.strip_prefix(':')?;
    let (line, text) = rest.split_once(": ")?;
    line.parse::<u32>().ok()?;
    Some(text)
}

/// Returns the words of Lua itself, which show no variables of the sandbox, and which count a
/// method's arguments after the text itself.
fn lua_message(text: &str, is_method: bool) -> String {
    let text = match text.rfind(" (local '") {
        Some(at) if text.starts_with("attempt to ") => &text[..at],
        _ => text,
    };
    let counted = || {
        let (number, rest) = text.strip_prefix("bad argument #")?.split_once(' ')?;
        let number = number.parse::<u32>().ok()?.checked_sub(1)?;
        if number > 0 {
            return Some(format!("bad argument #{number} {rest}"));
        }
        let (name, why) = rest.strip_prefix("to '")?.split_once("' ")?;
        Some(format!("calling '{name}' on bad self {why}"))
    };
    let message = if is_method { counted() } else { None };
    message.unwrap_or_else(|| text.to_owned())
}
