//! Log lines.

use heeus_sdk::{Error, LogLevel, WasmState, WasmStateElement, extension};

const LEVELS: [LogLevel; 5] = [
    LogLevel::Error,
    LogLevel::Warn,
    LogLevel::Info,
    LogLevel::Debug,
    LogLevel::Trace,
];

fn log_all(state: &WasmState<'_>, args: &WasmStateElement<'_>) -> Result<(), Error> {
    let text: &str = args.get("Text")?;
    for level in LEVELS {
        state.log(level, text); // the line that is told
    }
    Ok(())
}

/// Logs on every level.
#[extension(kind = "validator", name = "LogAll")]
fn log_only(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    log_all(state, &args)
}

/// Logs on every level and fails.
#[extension(kind = "validator", name = "LogAndFail")]
fn log_and_fail(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    log_all(state, &args)?;
    Err("after the log".into())
}

/// Logs on every level and panics.
#[extension(kind = "validator", name = "LogAndPanic")]
fn log_and_panic(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    log_all(state, &args)?;
    panic!("after the log")
}

/// Logs many lines.
#[extension(kind = "validator", name = "LogMany")]
fn log_many(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    for _ in 0..args.get::<i32>("Count")? {
        state.log(LogLevel::Info, args.get("Text")?);
    }
    Ok(())
}
