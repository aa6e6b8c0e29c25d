//! The use of memory, and runs that exhaust it.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, extension};

/// Grows a vector until memory is exhausted.
#[extension(kind = "command", name = "GrowForEver")]
fn grow_for_ever(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    state.log(LogLevel::Info, "growing");
    let mut blocks: Vec<Vec<u8>> = Vec::new();
    loop {
        blocks.push(vec![1; 100_000]);
        core::hint::black_box(&blocks);
    }
}

/// Allocates `Bytes` bytes, writes to each, and returns their sum.
#[extension(kind = "command", name = "Touch")]
fn touch(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes = usize::try_from(args.get::<i64>("Bytes")?).map_err(|_| "a number below 0")?;
    let mut block: Vec<u8> = Vec::with_capacity(bytes);
    block.resize(bytes, 0xa5);
    let sum: u64 = core::hint::black_box(&block)
        .iter()
        .map(|&byte| u64::from(byte))
        .sum();
    let key = state.key_builder(Storage::Result, "");
    state
        .new_value(&key)?
        .put("Sum", i64::try_from(sum).unwrap_or(i64::MAX));
    Ok(())
}

/// Returns whether a vector reports that it cannot have its room.
#[extension(kind = "command", name = "TryReserve")]
fn try_reserve(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes = usize::try_from(args.get::<i64>("Bytes")?).map_err(|_| "no such number")?;
    let refused = Vec::<u8>::new().try_reserve_exact(bytes).is_err();
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Refused", refused);
    Ok(())
}

/// Calls itself for ever, with much of its stack in the guest's memory.
#[extension(kind = "command", name = "RecurseWide")]
fn recurse_wide(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let n: i32 = args.get("N")?;
    state.log(LogLevel::Info, "going down");
    answer(state, i64::from(wide(n)))
}

fn wide(n: i32) -> u8 {
    if n == i32::MIN {
        return 0;
    }
    let mut room = [n.to_le_bytes()[0]; 1000];
    let room = core::hint::black_box(&mut room);
    // Uses the result of the call, so that the compiler makes no loop of it.
    room[0] ^ wide(n.wrapping_add(1)) ^ room[1]
}

/// Calls itself for ever, with nothing in the guest's memory.
#[extension(kind = "command", name = "RecurseThin")]
fn recurse_thin(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    answer(state, thin(args.get("N")?))
}

fn thin(n: i64) -> i64 {
    if n == i64::MIN {
        return 0;
    }
    // Uses the result of the call, so that the compiler makes no loop of it.
    n ^ thin(n.wrapping_mul(3) | 1).rotate_left(1) ^ thin(n.wrapping_add(2) | 1)
}

/// Returns a text of `Bytes` bytes.
#[extension(kind = "command", name = "LongAnswer")]
fn long_answer(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let bytes = usize::try_from(args.get::<i64>("Bytes")?).map_err(|_| "a number below 0")?;
    let text = String::from_utf8(vec![b'x'; bytes]).map_err(|_| "not a text")?;
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Text", text.as_str());
    Ok(())
}

fn answer(state: &WasmState<'_>, sum: i64) -> Result<(), Error> {
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Sum", sum);
    Ok(())
}
