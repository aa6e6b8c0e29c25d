//! Extensions that behave differently natively and in wasm, and some that do not.
#![no_std]

#[cfg(test)]
mod tests;

use core::ops::ControlFlow;

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, entity, extension};

entity! {
    /// Sums by number.
    pub SUMS = view "worlds.Sums" {
        partition { Number: i32 }
        value { Sum: i32 }
    }
}

entity! {
    /// Parts of a sum.
    pub PARTS = view "worlds.Parts" {
        partition { Number: i32 }
        clustering { Place: i32 }
        value { Part: i32 }
    }
}

entity! {
    /// A sum, and the sum before it.
    pub LINKS = record "worlds.Links" { value { Sum: i32, Before: id } }
}

/// Stores the sum of `A` and `B` twice, in new records of which the first one names the second.
#[extension(kind = "command", name = "Link")]
fn link(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let sum = args.get::<i32>("A")? + args.get::<i32>("B")?;
    let [first, second] = [state.new_id(), state.new_id()];
    for (id, before) in [(first, second), (second, second)] {
        let mut key = state.key_builder(Storage::Record, LINKS);
        key.put("ID", id);
        state.new_value(&key)?.put("Sum", sum).put("Before", before);
    }
    Ok(())
}

/// Stores the sum of `A` and `B` under its number: checked in the native debug build, wrapping in
/// the shipped module.
#[extension(kind = "projector", name = "Add")]
fn add(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let sum = args.get::<i32>("A")? + args.get::<i32>("B")?;
    let mut key = state.key_builder(Storage::View, SUMS);
    key.put("Number", args.get::<i32>("Number")?);
    state.new_value(&key)?.put("Sum", sum);
    Ok(())
}

/// Returns the sum under a number.
#[extension(kind = "query", name = "Sum")]
fn sum(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, SUMS);
    key.put("Number", args.get::<i32>("Number")?);
    let sum: i32 = state.must_exist(&key)?.get("Sum")?;
    put(state, "Sum", sum)
}

fn put<'run>(state: &WasmState<'run>, name: &'run str, value: i32) -> Result<(), Error> {
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put(name, value);
    Ok(())
}

/// Returns whether this is wasm.
fn is_wasm() -> bool {
    cfg!(target_arch = "wasm32")
}

/// Differs between the two worlds, in the way of `What`.
#[extension(kind = "query", name = "Differ")]
fn differ(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    match args.get::<&str>("What")? {
        "intent" => put(state, "Wasm", is_wasm().into()),
        "log" => {
            state.log(LogLevel::Info, if is_wasm() { "wasm" } else { "native" });
            Ok(())
        }
        "error" => Err(if is_wasm() { "wasm" } else { "native" }.into()),
        "call" => {
            let mut key = state.key_builder(Storage::View, SUMS);
            key.put("Number", i32::from(is_wasm()));
            state.can_exist(&key)?;
            Ok(())
        }
        "panic" => {
            assert!(is_wasm(), "not wasm");
            Ok(())
        }
        "message" => panic!("wasm is {}", is_wasm()),
        _ => Err("no such difference".into()),
    }
}

/// Reads the parts of number 1 up to the first negative one, and ends there in the way of `End`.
#[extension(kind = "query", name = "Parts")]
fn parts(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let end: &str = args.get("End")?;
    let mut key = state.key_builder(Storage::View, PARTS);
    key.put("Number", 1);
    let mut sum = 0;
    state.read(&key, |_, row| {
        let part = row.get::<i32>("Part").unwrap_or(-1);
        assert!(part >= 0 || end != "panic", "a negative part");
        sum += part;
        if part < 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    put(state, "Sum", sum)
}

/// Returns a NaN whose sign depends on the world.
#[extension(kind = "query", name = "Nan")]
fn nan(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let infinite: f64 = args.get("Infinite")?;
    let nan = infinite - core::hint::black_box(infinite);
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("Nan", if is_wasm() { -nan } else { nan });
    Ok(())
}

/// Calls itself until the stack is exhausted.
#[extension(kind = "query", name = "Recurse")]
fn recurse(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    fn depth(left: i64) -> i64 {
        let here = core::hint::black_box([left; 8]);
        if left == 0 {
            0
        } else {
            depth(left - 1) + here[0].signum()
        }
    }
    let depth = depth(args.get("Depth")?);
    put(state, "Depth", i32::try_from(depth).unwrap_or_default())
}

/// Never ends.
#[extension(kind = "query", name = "Spin")]
fn spin(_: &WasmState<'_>, _: WasmStateElement<'_>) {
    loop {
        core::hint::black_box(0);
    }
}
