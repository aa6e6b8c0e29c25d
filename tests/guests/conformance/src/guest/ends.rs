//! Runs that fail.

use alloc::vec::Vec;
use core::hint::black_box;
use core::sync::atomic::{AtomicI32, Ordering};

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};

use super::{Refused, Told, say};

pub fn tell<'run>(
    what: &str,
    state: &WasmState<'run>,
    args: WasmStateElement<'run>,
) -> Option<Told> {
    Some(match what {
        "fail" => fail(state, args),
        "panic" => {
            say(state, "before");
            panic!("gave up")
        }
        "index" => {
            let empty: [i32; 0] = [];
            say(state, black_box(&empty[..])[black_box(0)]);
            Ok(())
        }
        "divide" => {
            say(state, black_box(1_i64) / black_box(0));
            Ok(())
        }
        "overflow" => {
            say(state, black_box(i64::MAX) + black_box(1));
            Ok(())
        }
        "loop" => {
            say(state, "before");
            endless()
        }
        "loop inside a read" => {
            let mut key = state.key_builder(Storage::View, super::DAYS);
            key.put("Year", 2026);
            state.try_read(&key, |_, _| endless())
        }
        "memory" => memory(state),
        "recursion" => {
            say(state, recursion(1));
            Ok(())
        }
        "count" => {
            count(state);
            Ok(())
        }
        _ => return None,
    })
}

fn fail(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    say(state, "before");
    Err(Refused::Own(
        args.get("Code")?,
        args.get::<&str>("Text")?.into(),
    ))
}

fn endless() -> Told {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
        if turns == u64::MAX {
            return Ok(());
        }
    }
}

fn memory(state: &WasmState<'_>) -> Told {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop {
        kept.push(black_box(alloc::vec![7; 100_000]));
        if kept.len() == usize::MAX {
            say(state, "never");
            return Ok(());
        }
    }
}

fn recursion(depth: u64) -> u64 {
    let here = black_box([depth; 16]);
    if here[15] == u64::MAX {
        return 0;
    }
    black_box(recursion(depth + 1)) + here[0]
}

/// Counts its runs in a static, where statics persist.
fn count(state: &WasmState<'_>) {
    static RUNS: AtomicI32 = AtomicI32::new(0);
    say(state, RUNS.fetch_add(1, Ordering::Relaxed) + 1);
}
