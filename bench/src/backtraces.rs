//! Backtraces: with them, creating an error value takes microseconds, so a benchmark runs without.

use std::process::Command;
use std::{env, io};

/// The variable that switches backtraces on.
const VARIABLE: &str = "RUST_BACKTRACE";

/// If backtraces are on, runs this program again with backtraces off, and returns the exit code of
/// that run; `None` if they are off already.
///
/// # Errors
/// If it cannot be run.
pub fn run_without() -> io::Result<Option<u8>> {
    if env::var_os(VARIABLE).is_some_and(|value| value == "0") {
        return Ok(None);
    }
    let mut again = Command::new(env::current_exe()?);
    again.args(env::args_os().skip(1)).env(VARIABLE, "0");
    let code = again.status()?.code().unwrap_or(1);
    Ok(Some(u8::try_from(code).unwrap_or(1)))
}
