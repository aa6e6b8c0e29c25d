//! Gets and reads.

use alloc::format;
use core::ops::ControlFlow;

use heeus_sdk::untyped::{Storage, WasmKeyBuilder, WasmState, WasmStateElement};

use super::{DAYS, Refused, Told, say};

pub fn tell<'run>(
    what: &str,
    state: &WasmState<'run>,
    args: WasmStateElement<'run>,
) -> Option<Told> {
    Some(match what {
        "nothing" => Ok(()),
        "get" => get(state, args),
        "must" => must(state, args),
        "read" => read(state, args),
        "select" => select(state, args),
        "nested" => nested(state, args),
        "gets" => gets(state, args),
        "catch" => catch(state, args),
        "number" => number(state, args),
        _ => return None,
    })
}

/// The key of a day, with those of its fields that the arguments have.
pub fn day<'run>(
    state: &WasmState<'run>,
    args: WasmStateElement<'_>,
) -> Result<WasmKeyBuilder<'run>, Refused> {
    let mut key = state.key_builder(Storage::View, DAYS);
    for name in ["Year", "Month", "Day"] {
        if let Some(value) = args.find::<i32>(name)? {
            key.put(name, value);
        }
    }
    Ok(key)
}

fn get(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    match state.can_exist(&day(state, args)?)? {
        Some(day) => say(state, day.get::<i64>("Amount")?),
        None => say(state, "none"),
    }
    Ok(())
}

fn must(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let day = state.must_exist(&day(state, args)?)?;
    say(state, day.get::<&str>("Note")?);
    Ok(())
}

/// Reads at most `Limit` elements, and stops after `Stop`.
fn read(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let limit: i32 = args.find("Limit")?.unwrap_or(0);
    let stop: i32 = args.find("Stop")?.unwrap_or(0);
    let (key, mut seen, mut failed) = (day(state, args)?, 0, Ok(()));
    state.read_at_most(&key, limit.unsigned_abs(), |key, day| {
        seen += 1;
        let line = || {
            let (month, of): (i32, i32) = (key.get("Month")?, key.get("Day")?);
            Ok(format!("{month}/{of} {}", day.get::<i64>("Amount")?))
        };
        match line() {
            Ok(line) => say(state, line),
            Err(error) => failed = Err(error),
        }
        if seen == stop {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    failed.map_err(Refused::State)
}

/// Reads the part of the days that the bounds in the arguments select.
fn select(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let (key, mut failed) = (day(state, args)?, Ok(()));
    let mut select = state.select(&key);
    let bound = |name: &'static str| -> Result<_, Refused> {
        let at: Option<WasmStateElement<'_>> = args.find(name)?;
        at.map(|at| day(state, at)).transpose()
    };
    if let Some(at) = bound("From")? {
        select = select.from(&at);
    }
    if let Some(at) = bound("Above")? {
        select = select.above(&at);
    }
    if let Some(at) = bound("To")? {
        select = select.to(&at);
    }
    if let Some(at) = bound("Below")? {
        select = select.below(&at);
    }
    if let Some(at) = bound("After")? {
        select = select.after(&at);
    }
    if args.find("Reverse")?.unwrap_or(false) {
        select = select.reverse();
    }
    let limit: i32 = args.find("Limit")?.unwrap_or(0);
    let select = select.limit(limit.unsigned_abs());
    select.read(|_, day| match day.get::<i64>("Amount") {
        Ok(amount) => say(state, amount),
        Err(error) => failed = Err(error.into()),
    })?;
    failed
}

/// Reads inside of reads, `Depth` levels deep.
fn nested(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    fn deeper(state: &WasmState<'_>, args: WasmStateElement<'_>, depth: i32) -> Told {
        if depth == 0 {
            say(state, "deepest");
            return Ok(());
        }
        let key = day(state, args)?;
        state.try_read(&key, |_, _| deeper(state, args, depth - 1))
    }
    deeper(state, args, args.get("Depth")?)
}

fn gets(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    for _ in 0..args.get::<i32>("Count")? {
        state.can_exist(&key)?;
    }
    Ok(())
}

/// Continues after each get that failed.
fn catch(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    for _ in 0..3 {
        match state.must_exist(&key) {
            Ok(day) => say(state, day.get::<i64>("Amount")?),
            Err(error) => say(state, error),
        }
    }
    let mut seen = 0;
    match state.read(&key, |_, _| seen += 1) {
        Ok(()) => say(state, seen),
        Err(error) => say(state, error),
    }
    Ok(())
}

fn number(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    say(state, args.get::<i32>("Number")?);
    let maybe: Option<&str> = args.find("Text")?;
    say(state, maybe.unwrap_or("none"));
    Ok(())
}
