//! The commands that a validator of a script checks, and the events that a projector follows.

use heeus_abi::ExtensionKind;
use mlua::{Lua, Table, Value};

use super::failure::ApiError;
use super::meter::MemoryHold;
use super::shared::shared;

/// Bytes of a declared field or target besides its name, about.
pub(super) const FIELD: usize = 64;

const CHECKS: &str = "checks";
const AFTER: &str = "after";
const SYNC: &str = "sync";

/// The fields of a declaration that this room reads.
pub(super) const WORDS: [&str; 3] = [CHECKS, AFTER, SYNC];

/// Reads `checks = { "NewOrder" }` of a validator, or `after = { "NewOrder" }` and `sync = true` of
/// a projector; `held` counts the memory of the names.
pub(super) fn read(
    (lua, held): (&Lua, &mut MemoryHold),
    table: &Table,
    (kind, name): (ExtensionKind, &str),
) -> mlua::Result<(Vec<String>, bool)> {
    let own: &[&str] = match kind {
        ExtensionKind::Validator => &[CHECKS],
        ExtensionKind::Projector => &[AFTER, SYNC],
        _ => &[],
    };
    for word in WORDS {
        if !own.contains(&word) && table.raw_get::<Value>(word)? != Value::Nil {
            let of = if word == CHECKS {
                "validator"
            } else {
                "projector"
            };
            return Err(ApiError::mistake(format!(
                "{word} of {name}: expected only in a {of}, not in a {kind}"
            )));
        }
    }
    let sync = match table.raw_get::<Value>(SYNC)? {
        Value::Nil => false,
        Value::Boolean(sync) => sync,
        other => {
            return Err(ApiError::mistake(format!(
                "sync of {name}: expected true or false, found {}",
                other.type_name()
            )));
        }
    };
    let Some(word) = own.first() else {
        return Ok((Vec::new(), sync));
    };
    Ok((names((lua, held), table, (word, name))?, sync))
}

/// Reads a list of names; `held` counts their memory.
pub(super) fn names(
    (lua, held): (&Lua, &mut MemoryHold),
    table: &Table,
    (word, of): (&str, &str),
) -> mlua::Result<Vec<String>> {
    let list = match table.raw_get::<Value>(word)? {
        Value::Nil => return Ok(Vec::new()),
        Value::Table(list) => list,
        _ => return Err(wrong(word, of)),
    };
    let shared = shared(lua)?;
    let mut names = Vec::new();
    for name in list.sequence_values::<Value>() {
        let Value::String(name) = name? else {
            return Err(wrong(word, of));
        };
        let Ok(name) = name.to_str() else {
            return Err(wrong(word, of));
        };
        shared.meter.grow(lua, held, FIELD + name.len())?;
        names.push(name.to_owned());
    }
    Ok(names)
}

fn wrong(word: &str, of: &str) -> mlua::Error {
    ApiError::mistake(format!("{word} of {of}: expected a list of names"))
}
