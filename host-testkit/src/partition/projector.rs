//! How far the projectors of a partition are.

use std::fmt;

use crate::error::Error;
use crate::shown::Neutral;

/// How far a projector is in the log of a partition.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStatus {
    /// The partition.
    pub partition: usize,
    /// Its name, with that of its package.
    pub name: String,
    /// Whether it follows events before the next command runs.
    pub sync: bool,
    /// Offset of the last event that it is past; 0 for none. Of the workspaces in [`behind`](Self::behind) it is not done with
    /// all events before.
    pub offset: i64,
    /// Offset of the last event of the partition.
    pub last_event: i64,
    /// Why it stopped for all workspaces, if it did: the storage failed, or too many workspaces are behind.
    pub stop: Option<ProjectorStop>,
    /// The workspaces where it failed, in the order of their numbers. Others go on.
    pub behind: Vec<ProjectorStop>,
}

/// A projector that failed at an event of a workspace. It stays there, and tries again when its time has come, when it is
/// resumed, or when a new version of its package is deployed. Later events of the workspace wait.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStop {
    /// Its name, with that of its package.
    pub name: String,
    /// The workspace that waits; `None` where all do.
    pub workspace: Option<i64>,
    /// How often it has tried.
    pub tries: u32,
    /// When it tries again, in milliseconds since 1970 by the clock of the app.
    pub retry_at: i64,
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
    /// The workspace that it ran in.
    pub workspace: i64,
    /// When it was due, in milliseconds since 1970, UTC.
    pub due: i64,
    /// What it came to.
    pub result: Result<(), Error>,
}

impl fmt::Display for ProjectorStop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            workspace,
            tries,
            offset,
            error,
            ..
        } = self;
        write!(f, "{} stopped at event {offset}", Neutral(name))?;
        if let Some(workspace) = workspace {
            write!(f, " of workspace {workspace}")?;
        }
        write!(f, " (tried {tries} times): {error}")
    }
}
