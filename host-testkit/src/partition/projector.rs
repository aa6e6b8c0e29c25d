//! How far the projectors of a partition are.

use std::fmt;

use crate::error::Error;

/// How far a projector is in the log of a partition.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStatus {
    /// The partition.
    pub partition: usize,
    /// Its name, with that of its package.
    pub name: String,
    /// Whether it follows events before the next command runs.
    pub sync: bool,
    /// Offset of the last event that it is done with; 0 for none.
    pub offset: i64,
    /// Offset of the last event of the partition.
    pub last_event: i64,
    /// Why it stopped, if it did.
    pub stop: Option<ProjectorStop>,
}

/// A projector that failed at an event. It stays there until it is resumed, or a new version of its package is deployed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStop {
    /// Its name, with that of its package.
    pub name: String,
    /// Offset of the event in the log of the partition.
    pub offset: i64,
    /// Why.
    pub error: Error,
}

/// A job that ran.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRun {
    /// Its name, with that of its package.
    pub name: String,
    /// When it was due, in milliseconds since 1970, UTC.
    pub due: i64,
    /// What it came to.
    pub result: Result<(), Error>,
}

impl fmt::Display for ProjectorStop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            offset,
            error,
        } = self;
        write!(f, "{name} stopped at event {offset}: {error}")
    }
}
