//! The reason why a call outside failed.

use std::error::Error;
use std::fmt;

use crate::shown::{bounded, neutrally};

/// Most bytes of a reason.
const MOST: usize = 2048;

/// The reason why a call outside failed: neutral and of limited length, whatever a server or an
/// extension says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalError {
    reason: String,
    sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Temporary,
    Permanent,
    Refused,
}

impl ExternalError {
    /// Returns an error that may be gone at the next try: nobody answered, or the server was busy.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self {
            reason: bounded(MOST, fmt::from_fn(|f| neutrally(f, &reason))),
            sort: Sort::Temporary,
        }
    }

    /// Returns an error that comes back at each try: the server refused what it got.
    pub fn permanent(reason: impl fmt::Display) -> Self {
        Self {
            sort: Sort::Permanent,
            ..Self::new(reason)
        }
    }

    /// Returns an error of this host, which sent nothing: a rule of the host forbids it. An
    /// extension that handles errors of requests itself does not get it as an answer.
    pub fn refused(reason: impl fmt::Display) -> Self {
        Self {
            sort: Sort::Refused,
            ..Self::new(reason)
        }
    }

    /// Returns whether another try would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        self.sort != Sort::Temporary
    }

    /// Returns whether the host sent nothing.
    pub fn is_refused(&self) -> bool {
        self.sort == Sort::Refused
    }
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for ExternalError {}
