//! Log lines.

use alloc::string::String;

use heeus_sdk::log::{self, Record};
use heeus_sdk::untyped::{WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, extension};

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

/// Logs by the macros of the crate `log`, and ends in the way of the argument `End`.
#[extension(kind = "validator", name = "LogByMacros")]
fn log_by_macros(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let (text, end): (&str, &str) = (args.get("Text")?, args.get("End")?);
    log::error!("{text}"); // by error
    log::warn!("plain"); // by warn
    state.log(LogLevel::Info, "by the state"); // by the state
    log::debug!(target: "orders", "{} and {:>4}", text.len(), 7); // by debug
    log::trace!("{}", LogsItself(log::log_enabled!(log::Level::Trace))); // by trace
    match end {
        "fine" => Ok(()),
        "error" => Err("after the log".into()),
        "panic" => panic!("after the log"),
        _ => loop {
            core::hint::spin_loop();
        },
    }
}

/// Logs while it is formatted.
struct LogsItself(bool);

impl core::fmt::Display for LogsItself {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("shown ")?;
        log::info!("inside"); // by show
        write!(f, "{}", self.0)
    }
}

/// Logs a line whose target, file and text have as many two-byte letters as the arguments say.
#[extension(kind = "validator", name = "LogLong")]
fn log_long(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let long = |name| -> Result<String, Error> {
        let letters: i32 = args.get(name)?;
        Ok("\u{fc}".repeat(usize::try_from(letters).unwrap_or_default()))
    };
    let (target, file, text) = (long("Target")?, long("File")?, long("Text")?);
    let mut record = Record::builder();
    record.target(&target).file(Some(&file)).line(Some(7));
    log::logger().log(&record.args(format_args!("{text}")).build());
    Ok(())
}
