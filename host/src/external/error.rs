//! The reason why a call outside failed.

use std::error::Error;
use std::fmt;

/// The reason why a call outside failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalError {
    reason: String,
    is_permanent: bool,
}

impl ExternalError {
    /// Returns an error that may be gone at the next try: nobody answered, or the server was busy.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self {
            reason: reason.to_string(),
            is_permanent: false,
        }
    }

    /// Returns an error that comes back at each try: the server refused what it got.
    pub fn permanent(reason: impl fmt::Display) -> Self {
        Self {
            is_permanent: true,
            ..Self::new(reason)
        }
    }

    /// Returns whether another try would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for ExternalError {}
