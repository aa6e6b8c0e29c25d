//! Gets and reads, also inside each other.

use alloc::string::String;
use core::fmt::Write as _;
use core::ops::ControlFlow;

use heeus_sdk::untyped::{StateError, Storage, WasmKeyBuilder, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, extension};

use crate::entities::{ARTICLE, DAYS};

/// The key of a day, with those of its fields that the arguments have.
pub fn day<'run>(
    state: &WasmState<'run>,
    args: &WasmStateElement<'_>,
) -> Result<WasmKeyBuilder<'run>, Error> {
    let mut key = state.key_builder(Storage::View, DAYS);
    for name in ["Year", "Month", "Day"] {
        if let Some(part) = args.find::<i32>(name)? {
            key.put(name, part);
        }
    }
    Ok(key)
}

/// Returns the amount of a day that must exist.
#[extension(kind = "query", name = "MustExist")]
fn must_exist(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let amount: i64 = state.must_exist(&day(state, &args)?)?.get("Amount")?;
    answer(state, 1, amount, "")
}

/// Returns the amount of a day, 0 if it does not exist.
#[extension(kind = "query", name = "CanExist")]
fn can_exist(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    match state.can_exist(&day(state, &args)?)? {
        Some(day) => answer(state, 1, day.get("Amount")?, ""),
        None => answer(state, 0, 0, ""),
    }
}

/// Returns all days under a key, or the first `Limit` of them.
#[extension(kind = "query", name = "Read")]
fn read(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let limit = args.find::<i32>("Limit")?.unwrap_or_default();
    let mut seen = Seen::default();
    let limit = u32::try_from(limit).map_err(|_| "a limit below 0")?;
    state.read_at_most(&day(state, &args)?, limit, |key, element| {
        seen.add(&key, &element);
    })?;
    seen.answer(state)
}

/// As `Read`, but stops by itself after `Stop` days.
#[extension(kind = "query", name = "StopEarly")]
fn stop_early(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let stop: i32 = args.get("Stop")?;
    let mut seen = Seen::default();
    state.read(&day(state, &args)?, |key, element| {
        seen.add(&key, &element);
        if seen.count < stop {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    seen.answer(state)
}

/// Fails in the middle of a read.
#[extension(kind = "query", name = "FailInRead")]
fn fail_in_read(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut seen = 0;
    state.try_read(&day(state, &args)?, |_, _| {
        seen += 1;
        match seen {
            3 => Err(Error::from("three are enough")),
            _ => Ok(()),
        }
    })
}

/// Reads inside of reads, `Depth` levels deep, and gets an element in each callback. Returns the
/// number of callbacks and the sum of the amounts.
#[extension(kind = "query", name = "NestReads")]
fn nest_reads(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let (mut calls, mut sum) = (0, 0);
    nest(state, &args, args.get("Depth")?, &mut calls, &mut sum)?;
    answer(state, calls, sum, "")
}

fn nest(
    state: &WasmState<'_>,
    args: &WasmStateElement<'_>,
    depth: i32,
    calls: &mut i32,
    sum: &mut i64,
) -> Result<(), Error> {
    if depth == 0 {
        return Ok(());
    }
    state.try_read(&day(state, args)?, |key, _| {
        *calls += 1;
        let got = state.must_exist(&day(state, &key)?)?;
        *sum += got.get::<i64>("Amount")?;
        nest(state, args, depth - 1, calls, sum)?;
        // The element is still valid after all reads inside.
        *sum += got.get::<i64>("Amount")?;
        Ok::<(), Error>(())
    })
}

/// Uses keys that are never valid, and logs the answers.
#[extension(kind = "query", name = "InvalidKeys")]
fn invalid_keys(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    let mut part = state.key_builder(Storage::View, DAYS);
    part.put("Year", 2026);
    let mut middle = state.key_builder(Storage::View, DAYS);
    middle.put("Month", 1);
    let mut wrong_type = state.key_builder(Storage::View, DAYS);
    wrong_type
        .put("Year", 2026_i64)
        .put("Month", 1)
        .put("Day", 1);
    let mut unknown_field = state.key_builder(Storage::View, DAYS);
    unknown_field.put("Yaer", 2026);
    let unknown_entity = state.key_builder(Storage::View, "test.Nights");
    let told = |text: &str, result: Result<(), StateError>| {
        let result = result.map_or_else(StateError::text, |()| "fine");
        let mut line = String::from(text);
        line.push_str(": ");
        line.push_str(result);
        state.log(LogLevel::Info, &line);
    };
    told("get by a part", state.can_exist(&part).map(drop));
    told(
        "get by a wrong type",
        state.can_exist(&wrong_type).map(drop),
    );
    told(
        "get of an unknown entity",
        state.can_exist(&unknown_entity).map(drop),
    );
    told("read by a part", state.read(&part, |_, _| {}));
    told("read by what does not lead", state.read(&middle, |_, _| {}));
    told(
        "read by an unknown field",
        state.read(&unknown_field, |_, _| {}),
    );
}

/// Reads many elements where its kind must not.
#[extension(kind = "query", name = "ReadRecords")]
fn read_records(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    state.log(LogLevel::Info, "reading");
    state.read(&state.key_builder(Storage::Record, ARTICLE), |_, _| {})?;
    Ok(())
}

/// Begins a read in every callback of a read.
#[extension(kind = "query", name = "ReadForEver")]
fn read_for_ever(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    nest(state, &args, i32::MAX, &mut 0, &mut 0)
}

/// The days and the amount that a read has delivered.
#[derive(Default)]
struct Seen {
    count: i32,
    sum: i64,
    days: String,
}

impl Seen {
    fn add(&mut self, key: &WasmStateElement<'_>, element: &WasmStateElement<'_>) {
        self.count += 1;
        self.sum += element.get::<i64>("Amount").unwrap_or_default();
        if self.count <= 20 {
            let part = |name| key.get::<i32>(name).unwrap_or_default();
            let written = write!(self.days, "{}.{} ", part("Day"), part("Month"));
            debug_assert!(written.is_ok(), "writing to a String does not fail");
        }
    }

    fn answer(&self, state: &WasmState<'_>) -> Result<(), Error> {
        answer(state, self.count, self.sum, &self.days)
    }
}

fn answer(state: &WasmState<'_>, count: i32, sum: i64, days: &str) -> Result<(), Error> {
    let key = state.key_builder(Storage::Result, "");
    state
        .new_value(&key)?
        .put("Count", count)
        .put("Sum", sum)
        .put("Days", days);
    Ok(())
}
