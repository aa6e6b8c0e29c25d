//! Patterns in texts, for scripts.

use mlua::{Lua, LuaString, MultiValue, Table, Value};

use super::call::function;
use super::failure::ApiError;
use super::meter::MemoryHold;
use super::pattern::{Captured, Matcher, Steps, Stop, find, is_plain, replace_all};
use super::shared::{Shared, shared};

type Stopped = Stop<mlua::Error>;

/// Adds these functions to those for the sandbox.
pub(super) fn add(lua: &Lua, host: &Table) -> mlua::Result<()> {
    host.raw_set("find", function(lua, found)?)?;
    host.raw_set("match", function(lua, matched)?)?;
    host.raw_set("scan", function(lua, scanned)?)?;
    host.raw_set("replace", function(lua, replaced)?)?;
    Ok(())
}

/// Does work in steps that are counted.
fn counted<T>(
    shared: &Shared,
    what: impl FnOnce(&mut Steps<'_, mlua::Error>) -> Result<T, Stopped>,
) -> mlua::Result<T> {
    let check = |steps| {
        shared.meter.burn(steps);
        shared.meter.tick()
    };
    let mut steps = Steps::new(&check);
    let done = what(&mut steps);
    let done = done.and_then(|done| steps.finish().map(|()| done));
    done.map_err(|stop| match stop {
        Stop::Mistake(text) => ApiError::mistake(text),
        Stop::Limit(error) => error,
    })
}

/// Returns whether a pattern has an anchor, and the pattern without it.
fn unanchored(pattern: &[u8]) -> (bool, &[u8]) {
    match pattern {
        [b'^', rest @ ..] => (true, rest),
        all => (false, all),
    }
}

/// `string.find`; positions count from 1.
fn found(
    lua: &Lua,
    (text, pattern, at, plain): (LuaString, LuaString, usize, bool),
) -> mlua::Result<MultiValue> {
    let shared = shared(lua)?;
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    let from = at.saturating_sub(1);
    let Some(rest) = text.get(from..) else {
        return Ok(MultiValue::from_iter([Value::Nil]));
    };
    counted(&shared, |steps| {
        if plain || is_plain(&pattern) {
            let at = find(rest, &pattern, steps)?;
            let place = at.map(|at| (from + at, from + at + pattern.len()));
            return Ok(place.map_or_else(none, ends));
        }
        let (anchored, pattern) = unanchored(&pattern);
        let mut matcher = Matcher::new(&text, pattern, steps);
        let Some(place) = matcher.search(from, None, anchored)? else {
            return Ok(none());
        };
        let mut values = ends(place);
        captures(lua, &matcher, place, matcher.captures(), &mut values)?;
        Ok(values)
    })
}

/// `string.match`.
fn matched(
    lua: &Lua,
    (text, pattern, at): (LuaString, LuaString, usize),
) -> mlua::Result<MultiValue> {
    let shared = shared(lua)?;
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    counted(&shared, |steps| {
        let (anchored, pattern) = unanchored(&pattern);
        let mut matcher = Matcher::new(&text, pattern, steps);
        let Some(place) = matcher.search(at.saturating_sub(1), None, anchored)? else {
            return Ok(none());
        };
        let mut values = MultiValue::new();
        captures(lua, &matcher, place, matcher.captures().max(1), &mut values)?;
        Ok(values)
    })
}

/// Returns the next match: its beginning, the position after its end, and its captures; nothing if
/// there is none.
fn scanned(
    lua: &Lua,
    (text, pattern, at, last, anchored): (LuaString, LuaString, usize, Option<usize>, bool),
) -> mlua::Result<MultiValue> {
    let shared = shared(lua)?;
    let (text, pattern) = (text.as_bytes(), pattern.as_bytes());
    counted(&shared, |steps| {
        let mut matcher = Matcher::new(&text, &pattern, steps);
        let last = last.map(|last| last.saturating_sub(1));
        let Some(place) = matcher.search(at.saturating_sub(1), last, anchored)? else {
            return Ok(MultiValue::new());
        };
        let mut values = MultiValue::from_iter([integer(place.0 + 1), integer(place.1 + 1)]);
        captures(lua, &matcher, place, matcher.captures().max(1), &mut values)?;
        Ok(values)
    })
}

/// `string.gsub` with a text as the replacement.
fn replaced(
    lua: &Lua,
    (text, pattern, by, most): (LuaString, LuaString, LuaString, i64),
) -> mlua::Result<MultiValue> {
    let shared = shared(lua)?;
    let mut held = MemoryHold::default();
    let most = usize::try_from(most).unwrap_or(0);
    let done = {
        let texts = (&*text.as_bytes(), &*pattern.as_bytes(), &*by.as_bytes());
        counted(&shared, |steps| {
            let mut room = |bytes| shared.meter.grow(lua, &mut held, bytes);
            replace_all(texts, most, steps, &mut room)
        })?
    };
    let text = match done.text {
        Some(bytes) => lua.create_string(bytes)?,
        None => text,
    };
    let values = [Value::String(text), integer(done.count)];
    Ok(MultiValue::from_iter(values))
}

fn none() -> MultiValue {
    MultiValue::from_iter([Value::Nil])
}

/// Returns the first and the last byte of a match, counted from 1.
fn ends((start, end): (usize, usize)) -> MultiValue {
    MultiValue::from_iter([integer(start + 1), integer(end)])
}

fn integer(n: usize) -> Value {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn captures(
    lua: &Lua,
    matcher: &Matcher<'_, '_, '_, mlua::Error>,
    place: (usize, usize),
    count: usize,
    values: &mut MultiValue,
) -> Result<(), Stopped> {
    for index in 0..count {
        values.push_back(match matcher.captured(index, place)? {
            Captured::Position(at) => integer(at),
            Captured::Text(text) => Value::String(lua.create_string(text).map_err(Stop::Limit)?),
        });
    }
    Ok(())
}
