//! Secrets that the environment of the host keeps.

mod dir;
mod env;

use super::ExternalError;
use crate::shown::Quoted;
pub use dir::DirSecrets;
pub use env::EnvSecrets;

/// Most bytes of a name.
const MOST_NAME: usize = 200;

/// Checks that a name has only letters and digits of ASCII, `_`, `.` and `-`, and no dot in front.
///
/// # Errors
/// [`ExternalError`] if it has others.
fn check_name(name: &str) -> Result<(), ExternalError> {
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"_.-".contains(&letter);
    let is_name = (1..=MOST_NAME).contains(&name.len())
        && name.bytes().all(is_plain)
        && !name.starts_with('.');
    if is_name {
        return Ok(());
    }
    Err(error(
        name,
        "expected at most 200 letters, digits, '_', '.' and '-', with no '.' in front",
    ))
}

/// The error for a secret that will not be found later either.
fn error(name: &str, reason: impl std::fmt::Display) -> ExternalError {
    ExternalError::permanent(format!("secret {}: {reason}", Quoted(name)))
}
