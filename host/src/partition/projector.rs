//! The progress of the projectors of a partition.

use std::fmt;

use crate::error::KeptError;
use crate::shown::Neutral;

/// The progress of a projector in the log of a partition.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStatus {
    /// The partition.
    pub partition: usize,
    /// Its name, with the name of its package.
    pub name: String,
    /// True if it follows each event before the next command runs.
    pub sync: bool,
    /// Offset of the last event that it has passed; 0 for none. Earlier events of the workspaces in
    /// [`behind`](Self::behind) may still wait.
    pub offset: i64,
    /// Offset of the last event of the partition.
    pub last_event: i64,
    /// The reason why it stopped for all workspaces, if it did: the storage failed, or too many
    /// workspaces are behind.
    pub stop: Option<ProjectorStop>,
    /// The workspaces where it failed, in the order of their numbers. It goes on in others. At most
    /// 16 of them have whole errors.
    pub behind: Vec<ProjectorStop>,
    /// The views that it has written in the partition, by name: those that a rebuild computes
    /// again.
    pub views: Vec<String>,
    /// Its rebuild, if one is under way.
    pub rebuild: Option<RebuildStatus>,
}

/// The progress of a [rebuild](super::App::rebuild) in the log of a partition.
#[derive(Debug, Clone, PartialEq)]
pub struct RebuildStatus {
    /// Offset of the last event that it has passed; 0 for none.
    pub offset: i64,
    /// The reason why it stopped, if it did. The old rows stay. It tries again at
    /// [`retry_at`](ProjectorStop::retry_at), when the projector is resumed, or when a new version
    /// of its package is deployed.
    pub stop: Option<ProjectorStop>,
}

/// A projector that failed at an event of a workspace. It stays there, and tries again at
/// [`retry_at`](Self::retry_at), when it is resumed, or when a new version of its package is
/// deployed. Later events of the workspace wait.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectorStop {
    /// Its name, with the name of its package.
    pub name: String,
    /// The workspace that waits; `None` if all wait.
    pub workspace: Option<i64>,
    /// Number of its tries.
    pub tries: u32,
    /// The time of its next try, in milliseconds since 1970 by the clock of the app.
    pub retry_at: i64,
    /// Offset of the event in the log of the partition.
    pub offset: i64,
    /// The error.
    pub error: KeptError,
}

/// A run of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRun {
    /// Its name, with the name of its package.
    pub name: String,
    /// The workspace that it ran in.
    pub workspace: i64,
    /// The time at which it was due, in milliseconds since 1970, UTC.
    pub due: i64,
    /// The result of the run. Of the runs of a partition that fail when the clock is set, the first
    /// 16 have whole errors.
    pub result: Result<(), KeptError>,
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
