//! Statics that safe code fills during a run. By default each run finds them as the first one did;
//! with a heap feature of the SDK they keep their values.
#![no_std]

extern crate alloc;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::sync::atomic::{AtomicI32, Ordering};

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, extension};
use spin::{Mutex, Once};

static RUNS: AtomicI32 = AtomicI32::new(0);
static FIRST: Once<String> = Once::new();
static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// Not zero, so it is in the module's data and not behind it.
static FILLED: Mutex<Cell<i64>> = Mutex::new(Cell::new(-1));

/// Remembers a name in statics of every sort, and returns their content.
#[extension(kind = "command", name = "Remember")]
fn remember(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let name: &str = args.get("Name")?;
    let runs = RUNS.fetch_add(1, Ordering::Relaxed) + 1;
    let first = FIRST.call_once(|| name.to_string());
    let mut names = NAMES.lock();
    names.push(name.to_string());
    let filled = FILLED.lock();
    let before = filled.replace(i64::from(runs));
    let joined = names.join(",");
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("Runs", runs)
        .put("First", first.as_str())
        .put("Names", joined.as_str())
        .put("Before", before);
    Ok(())
}

/// Remembers a text and panics while the list is locked.
#[extension(kind = "command", name = "PanicHolding")]
fn panic_holding(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut names = NAMES.lock();
    names.push(args.get::<&str>("Name")?.to_string());
    panic!("{} names are held", names.len());
}

/// Allocates and frees as programs do: grows, shrinks, keeps some, drops some.
#[extension(kind = "command", name = "Churn")]
fn churn(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes: i32 = args.get("Bytes")?;
    let mut kept = Vec::new();
    let mut total = 0;
    for size in [1, 3, 16, 100, bytes] {
        let block: Vec<u8> = (0..size).map(|byte| byte.to_le_bytes()[0]).collect();
        total += block.len();
        if size % 2 == 0 {
            kept.push(block);
        }
    }
    state.log(LogLevel::Debug, &total.to_string());
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("Total", i64::try_from(total).unwrap_or(i64::MAX))
        .put("Kept", i32::try_from(kept.len()).unwrap_or(i32::MAX));
    Ok(())
}

/// Returns whether a vector reports that it cannot have its room.
#[extension(kind = "command", name = "TryReserve")]
fn try_reserve(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes = usize::try_from(args.get::<i64>("Bytes")?).map_err(|_| "no such number")?;
    let told = Vec::<u8>::new().try_reserve_exact(bytes).is_err();
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Refused", told);
    Ok(())
}
