//! The kinds of errors of a script: the extension's own, the end of a run, or a fault.

use heeus_abi::FaultCause;
use heeus_abi::limits::MAX_FAULT_TEXT;
use mlua::{LuaString, Value};

use super::failure::{ApiError, Failure, clipped};
use super::shared::Shared;
use crate::error::{ErrorKind, Fault};

/// An error of a script, by its kind.
enum ScriptError {
    Ended,
    OutOfMemory,
    OutOfStack,
    Failed(Failure),
    /// The text, and the line or 0.
    Mistake(String, u32),
}

impl Shared {
    /// Returns the value that a script sees of an error after it has caught it.
    ///
    /// # Errors
    /// The end of the run, which cannot be caught.
    pub(super) fn caught(&self, lua: &mlua::Lua, error: Value) -> mlua::Result<Value> {
        self.meter.tick()?;
        match self.classify(&error) {
            ScriptError::Ended => Err(ApiError::Ended.into()),
            ScriptError::OutOfMemory => Err(self.meter.out_of_memory(0)),
            ScriptError::OutOfStack => Err(self.meter.out_of_stack()),
            ScriptError::Failed(failure) => {
                self.meter.keep(lua, failure.text.len())?;
                Ok(Value::UserData(lua.create_userdata(failure)?))
            }
            ScriptError::Mistake(text, line) => match error {
                Value::Error(_) if line != 0 => {
                    let text = format!("{}:{line}: {text}", self.chunk);
                    Ok(Value::String(lua.create_string(text)?))
                }
                Value::Error(_) => Ok(Value::String(lua.create_string(text)?)),
                _ => Ok(error),
            },
        }
    }

    /// Returns the host's error for an error that nobody caught.
    pub(super) fn uncaught(&self, error: &Value) -> ErrorKind {
        let kind = self.classify(error);
        if let Some(why) = self.meter.take_ended() {
            return why;
        }
        match kind {
            ScriptError::Failed(Failure { code, text }) => ErrorKind::Extension { code, text },
            ScriptError::OutOfMemory => self.ended_by(&self.meter.out_of_memory(0)),
            ScriptError::OutOfStack => self.ended_by(&self.meter.out_of_stack()),
            ScriptError::Ended => self.fault("the run ended without a reason", 0),
            ScriptError::Mistake(text, 0) => self.fault(&text, self.thrown.get()),
            ScriptError::Mistake(text, line) => self.fault(&text, line),
        }
    }

    fn ended_by(&self, error: &mlua::Error) -> ErrorKind {
        let ended = self.meter.take_ended();
        ended.unwrap_or_else(|| self.fault(&error.to_string(), 0))
    }

    pub(super) fn fault(&self, text: &str, line: u32) -> ErrorKind {
        ErrorKind::Fault(Box::new(Fault {
            cause: FaultCause::Panic,
            text: text[..text.floor_char_boundary(MAX_FAULT_TEXT)].to_owned(),
            file: self.name.clone(),
            line,
            column: 0,
            failed_alloc: 0,
            frames: Vec::new(),
        }))
    }

    fn classify(&self, error: &Value) -> ScriptError {
        match error {
            Value::Error(error) => self.classify_error(error, 0),
            Value::String(text) => {
                let (text, line) = self.at_line(&clipped(&text.as_bytes()));
                classify_text(text, line)
            }
            Value::UserData(data) => match data.borrow::<Failure>() {
                Ok(failure) => ScriptError::Failed(failure.clone()),
                Err(_) => ScriptError::Mistake("an error that is userdata".to_owned(), 0),
            },
            // No `__tostring` is called for these: nothing would stop it.
            Value::Integer(n) => ScriptError::Mistake(n.to_string(), 0),
            Value::Number(n) => ScriptError::Mistake(n.to_string(), 0),
            Value::Nil => ScriptError::Mistake("an error without a value".to_owned(), 0),
            other => ScriptError::Mistake(format!("an error that is a {}", other.type_name()), 0),
        }
    }

    fn classify_error(&self, error: &mlua::Error, line: u32) -> ScriptError {
        match error {
            mlua::Error::CallbackError { traceback, cause } => {
                let here = self.line_in(traceback);
                self.classify_error(cause, if here == 0 { line } else { here })
            }
            mlua::Error::BadArgument { cause, pos, .. } => match self.classify_error(cause, line) {
                ScriptError::Mistake(text, line) => {
                    ScriptError::Mistake(format!("argument {pos}: {text}"), line)
                }
                other => other,
            },
            mlua::Error::SyntaxError { message, .. } => {
                let (text, line) = self.at_line(message);
                ScriptError::Mistake(text, line)
            }
            mlua::Error::MemoryError(_) => ScriptError::OutOfMemory,
            mlua::Error::StackError => ScriptError::OutOfStack,
            mlua::Error::RuntimeError(text) => {
                let text = text.split("\nstack traceback:").next().unwrap_or_default();
                let (text, here) = self.at_line(text);
                classify_text(text, if here == 0 { line } else { here })
            }
            other => match other.downcast_ref::<ApiError>() {
                Some(ApiError::Ended) => ScriptError::Ended,
                Some(ApiError::Failed(failure)) => ScriptError::Failed(failure.clone()),
                Some(ApiError::Mistake(text)) => ScriptError::Mistake(text.clone(), line),
                None => ScriptError::Mistake(other.to_string(), line),
            },
        }
    }

    /// Returns a text without the place that Lua puts before it, and the line of that place or 0.
    pub(super) fn at_line(&self, text: &str) -> (String, u32) {
        let place = text.strip_prefix(&self.chunk).and_then(|rest| {
            let (line, text) = rest.strip_prefix(':')?.split_once(": ")?;
            Some((text.to_owned(), line.parse().ok()?))
        });
        place.unwrap_or_else(|| (text.to_owned(), 0))
    }

    /// Returns the innermost line of the script in a traceback, or 0.
    fn line_in(&self, traceback: &str) -> u32 {
        let lines = traceback.lines().map(str::trim);
        let line = lines.filter_map(|line| line.strip_prefix(&self.chunk)?.strip_prefix(':'));
        let line = line.filter_map(|rest| rest.split(':').next()?.parse().ok());
        line.into_iter().next().unwrap_or(0)
    }
}

/// Copies a text for the host. A text that is not UTF-8 grows, and must fit the memory of the run.
pub(super) fn text_of(shared: &Shared, lua: &mlua::Lua, text: &LuaString) -> mlua::Result<String> {
    let bytes = text.as_bytes();
    if let Ok(text) = std::str::from_utf8(&bytes) {
        return Ok(text.to_owned());
    }
    drop(shared.meter.hold(lua, bytes.len().saturating_mul(3))?);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Lua marks its own errors only by their texts; the sandbox does not let scripts throw such texts.
fn classify_text(text: String, line: u32) -> ScriptError {
    if text == "not enough memory" && line == 0 {
        ScriptError::OutOfMemory
    } else if text == "stack overflow"
        || text.starts_with("stack overflow (")
        || text.ends_with("C stack overflow")
        || text == "error in error handling"
    {
        ScriptError::OutOfStack
    } else {
        ScriptError::Mistake(text, line)
    }
}
