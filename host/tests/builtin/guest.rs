//! The extensions.

use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU32, Ordering};

use heeus_sdk::untyped::{StateError, Storage, WasmKeyBuilder, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, entity, extension};

entity! {
    /// Amounts by day.
    pub DAYS = view "test.Days" {
        partition { Year: i32 }
        clustering { Day: i32 }
        value { Amount: i64 }
    }
}

fn year<'run>(state: &WasmState<'run>) -> WasmKeyBuilder<'run> {
    let mut year = state.key_builder(Storage::View, DAYS);
    year.put("Year", 2026);
    year
}

fn day<'run>(state: &WasmState<'run>, day: i32) -> WasmKeyBuilder<'run> {
    let mut key = year(state);
    key.put("Day", day);
    key
}

fn answer(state: &WasmState<'_>, amount: i64) -> Result<(), Error> {
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Amount", amount);
    Ok(())
}

#[extension(kind = "query", name = "Amount")]
fn amount(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let found = state.can_exist(&day(state, args.get("Day")?))?;
    answer(state, found.map_or(Ok(-1), |found| found.get("Amount"))?)
}

#[extension(kind = "query", name = "MustExist")]
fn must_exist(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let found = state.must_exist(&day(state, args.get("Day")?))?;
    answer(state, found.get("Amount")?)
}

/// Adds up to `Limit` days, and stops after `Stop` of them.
#[extension(kind = "query", name = "Sum")]
fn sum(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let (limit, mut left): (i32, i32) = (args.get("Limit")?, args.get("Stop")?);
    let (mut amount, mut failed) = (0, None);
    state.read_at_most(&year(state), limit.cast_unsigned(), |key, row| {
        match (key.get::<i32>("Day"), row.get::<i64>("Amount")) {
            (Ok(day), Ok(of_day)) if i64::from(day) * 10 == of_day => amount += of_day,
            (key, row) => failed = Some(format!("{key:?} {row:?}")),
        }
        left -= 1;
        if left == 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    failed.map_or_else(|| answer(state, amount), |failed| Err(failed.into()))
}

/// Reads inside of reads, each up to its first element; a get at the bottom.
#[extension(kind = "query", name = "Nested")]
fn nested(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    fn nest(state: &WasmState<'_>, left: i32) -> Result<i64, Error> {
        if left == 0 {
            return state.must_exist(&day(state, 1))?.get("Amount");
        }
        let mut below = Ok(0);
        state.read(&year(state), |_, _| {
            below = nest(state, left - 1);
            ControlFlow::Break(())
        })?;
        below
    }
    answer(state, nest(state, args.get("Depth")?)?)
}

/// Counts the keys that are reported as invalid.
#[extension(kind = "query", name = "InvalidKeys")]
fn invalid_keys(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    let mut misspelt = day(state, 1);
    misspelt.put("Mont", 1);
    let unknown = state.key_builder(Storage::View, "test.Nights");
    let mut not_leading = state.key_builder(Storage::View, DAYS);
    not_leading.put("Day", 1);
    let answers = [
        state.can_exist(&misspelt).map(|_| ()),
        state.can_exist(&unknown).map(|_| ()),
        state.read(&not_leading, |_, _| ()),
        state.can_exist(&day(state, 1)).map(|_| ()),
    ];
    let invalid = answers
        .iter()
        .filter(|&&answer| answer == Err(StateError::InvalidKey));
    answer(state, i64::try_from(invalid.count()).unwrap_or(-1))
}

/// Gets elements that a query may not get, and continues if it can.
#[extension(kind = "query", name = "Forbidden")]
fn forbidden(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    /// Gets an element when it is dropped.
    struct Gets<'a, 'run>(&'a WasmState<'run>);
    impl Drop for Gets<'_, '_> {
        fn drop(&mut self) {
            assert!(self.0.can_exist(&day(self.0, 1)).is_ok());
            // A read is not allowed either.
            assert!(self.0.read(&event(self.0), |_, _| ()).is_err());
        }
    }
    fn event<'run>(state: &WasmState<'run>) -> WasmKeyBuilder<'run> {
        state.key_builder(Storage::Event, "")
    }
    let get = || state.can_exist(&event(state)).map(|_| ());
    match args.get("How")? {
        "catch" => {
            // This unwinding is the host's, and not for the extension to catch.
            let _ = panic::catch_unwind(AssertUnwindSafe(get));
            answer(state, 1)
        }
        "catch and get" => {
            let _ = panic::catch_unwind(AssertUnwindSafe(get));
            let _ = state.can_exist(&day(state, 1));
            answer(state, 1)
        }
        "drop" => {
            let _gets = Gets(state);
            Ok(get()?)
        }
        "read" => Ok(state.read(&year(state), |_, _| {
            let _ = get();
        })?),
        _ => Ok(get()?),
    }
}

/// The line at which [`panics`] panics.
pub const PANICS: u32 = line!() + 8;

/// Panics after a log line, an intent and a call.
#[extension(kind = "query", name = "Panics")]
fn panics(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.log(LogLevel::Debug, "about to panic");
    answer(state, 1)?;
    let found = state.can_exist(&day(state, 1))?;
    panic!("no {}, {}", args.get::<&str>("Text")?, found.is_some())
}

/// The line at which [`panics_in_a_read`] panics.
pub const PANICS_IN_A_READ: u32 = line!() + 9;

/// Panics in a nested read, at the second element.
#[extension(kind = "query", name = "PanicsInRead")]
fn panics_in_a_read(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    state.read(&year(state), |_, _| {
        let mut read = 0;
        let inner = |_: WasmStateElement<'_>, _: WasmStateElement<'_>| {
            read += 1;
            assert!(read < 2, "one is enough");
        };
        assert_eq!(state.read(&year(state), inner), Ok(()));
    })?;
    Ok(())
}

/// Unwinds without a text or without a panic, or catches its own panics.
#[extension(kind = "query", name = "Unwinds")]
fn unwinds(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    match args.get("How")? {
        "catch" => {
            // More reads than may be open at a time.
            let caught = (0..9).filter(|_| {
                let read = || state.read(&year(state), |_, row| assert!(row.is_empty(), "caught"));
                panic::catch_unwind(AssertUnwindSafe(read)).is_err()
            });
            answer(state, i64::try_from(caught.count()).unwrap_or(-1))
        }
        "resume" => panic::resume_unwind(Box::new("resumed")),
        _ => panic::panic_any(7),
    }
}

#[extension(kind = "command", name = "Fails")]
fn fails(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.log(LogLevel::Warn, "about to fail");
    answer(state, 1)?;
    Err(args.get::<&str>("Why")?.to_owned().into())
}

/// The line at which [`logs`] logs.
pub const LOGS: u32 = line!() + 4;

#[extension(kind = "job", name = "Logs")]
fn logs(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    state.log(LogLevel::Info, "first");
    state.log(LogLevel::Error, "second");
}

#[extension(kind = "projector", name = "Writes")]
fn writes(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    for of in 0..args.get("Count")? {
        state.new_value(&day(state, of))?.put("Amount", 1_i64);
    }
    Ok(())
}

/// Makes an invalid intent, or one that the state refuses.
#[extension(kind = "projector", name = "BadIntents")]
fn bad_intents(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let text = "x".repeat(17 << 20);
    let (how, mut key) = (args.get("How")?, day(state, 1));
    if how == "storage" {
        key = state.key_builder(Storage::Result, "");
    }
    let mut value = state.new_value(&key)?;
    match how {
        "name" => value.put("", 1),
        "field" => value.put("Amounts", 1),
        "large" => value.put("Amount", text.as_str()),
        "many" => {
            let (first, second) = text.split_at(text.len() / 2);
            state.new_value(&day(state, 2))?.put("Amount", first);
            value.put("Amount", second)
        }
        _ => value.put("Amount", 1_i64),
    };
    Ok(())
}

#[extension(kind = "validator", name = "Nothing")]
fn nothing(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    args.is_empty()
        .then_some(())
        .ok_or_else(|| "arguments".into())
}

/// Natively statics persist, so this one shows whether it ran.
pub static RAN: AtomicU32 = AtomicU32::new(0);

#[extension(kind = "command", name = "Ran")]
fn ran(_: &WasmState<'_>, _: WasmStateElement<'_>) {
    RAN.fetch_add(1, Ordering::Relaxed);
}
