//! Backtraces: an error value takes microseconds to make where they are on, so a benchmark runs without.

use std::process::Command;
use std::{env, io};

/// What decides over backtraces.
const VARIABLE: &str = "RUST_BACKTRACE";

/// Runs this program again with backtraces off, where they are on, and returns how that ended; `None` where
/// they are off already.
///
/// # Errors
/// Where it cannot be run.
pub fn again_without_backtraces() -> io::Result<Option<u8>> {
    if env::var_os(VARIABLE).is_some_and(|value| value == "0") {
        return Ok(None);
    }
    let mut again = Command::new(env::current_exe()?);
    again.args(env::args_os().skip(1)).env(VARIABLE, "0");
    let code = again.status()?.code().unwrap_or(1);
    Ok(Some(u8::try_from(code).unwrap_or(1)))
}
