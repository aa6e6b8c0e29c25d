//! Errors of calls, deployments and apps.

use std::fmt;

use heeus_abi::{EncodeError, ExtensionKind};

use super::package::Differences;
use crate::engine::LogEntry;
use crate::error::Error;
use crate::shown::neutrally;
use crate::state::StateError;

/// Most names that a message lists.
const LISTED: usize = 24;

/// A command or a query that failed; nothing remains of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum InvokeError {
    /// The arguments are no record of the contract.
    Args(EncodeError),
    /// The arguments are a valid record, but too deep or too large for the records around them:
    /// sys.CommandContext, sys.QueryContext and the event have the arguments in a field. So records
    /// in the arguments may be nested 7 deep, and the arguments have 4 KiB less than a block.
    ArgsInside(EncodeError),
    /// The arguments and the writes of a command do not fit into one event; nothing of them is
    /// written.
    Event {
        /// The command, with the name of its package.
        command: String,
        /// The reason.
        error: EncodeError,
    },
    /// The key of the request has this many bytes, not 1 to 255.
    KeyLength(usize),
    /// An earlier request with the same key had another name, other arguments or another subject.
    OtherRequest {
        /// The key.
        key: String,
    },
    /// The answer of the command is too large to be kept for its key; nothing of it is written.
    Answer {
        /// The command, with the name of its package.
        command: String,
        /// The reason.
        error: EncodeError,
    },
    /// No package of this name is deployed.
    UnknownPackage {
        /// The name.
        package: String,
        /// The names of the deployed packages.
        known: Vec<String>,
    },
    /// The package has no extension of this name and kind.
    UnknownExtension {
        /// The name, with the name of the package.
        name: String,
        /// The kind.
        kind: ExtensionKind,
        /// The names of the extensions of this kind in the package.
        known: Vec<String>,
    },
    /// An extension failed: the called one, or a validator.
    Extension(Box<Refusal>),
    /// The partition could not do its own part.
    State(StateError),
    /// The queue of the partition is full.
    QueueFull {
        /// The partition.
        partition: usize,
        /// Number of calls that wait.
        waiting: usize,
    },
    /// A crash may remove what the partition applied, so it runs nothing more until the app is
    /// created anew.
    NotDurable(StateError),
    /// The partition is finished.
    Finished {
        /// The partition.
        partition: usize,
    },
}

/// An extension that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Its name, with the name of its package.
    pub extension: String,
    /// The error.
    pub error: Error,
    /// Log lines until the failure, including those of validators.
    pub logs: Vec<LogEntry>,
}

/// A package that was not deployed. An earlier one of its name, if any, is still deployed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeployError {
    /// The package differs from its modules.
    Differs(Differences),
    /// An engine could not be created.
    Engine(Error),
    /// The state refuses its entities.
    State {
        /// The package.
        package: String,
        /// The reason.
        error: StateError,
    },
    /// The partition is finished.
    Finished {
        /// The partition.
        partition: usize,
    },
}

/// An app that could not be created, or a partition of it that could not be asked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AppError {
    /// An app of this name exists already.
    Exists {
        /// The name.
        name: String,
    },
    /// The storage holds another partition, or a partition of an app with another number of
    /// partitions.
    OtherPartition {
        /// The place of the partition and the number of partitions, as they are stored.
        found: (i64, i64),
        /// The expected place and number.
        expected: (i64, i64),
    },
    /// The state of a partition failed.
    State {
        /// The partition.
        partition: usize,
        /// The error.
        error: StateError,
    },
    /// A thread could not be started.
    Thread {
        /// The partition.
        partition: usize,
        /// The error of the system.
        reason: String,
    },
    /// No projector has this name.
    UnknownProjector {
        /// The name, with the name of the package.
        name: String,
    },
    /// The partition is finished.
    Finished {
        /// The partition.
        partition: usize,
    },
}

impl fmt::Display for InvokeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        neutrally(f, fmt::from_fn(|f| self.tell(f)))
    }
}

impl InvokeError {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Args(error) => write!(f, "arguments: {error}"),
            Self::ArgsInside(error) => {
                write!(f, "arguments: inside of ArgumentObject {error}")
            }
            Self::Event { command, error } => {
                write!(f, "{command}: its event cannot be created: {error}")
            }
            Self::KeyLength(found) => {
                write!(
                    f,
                    "key of the request: found {found} bytes, expected 1 to 255"
                )
            }
            Self::OtherRequest { key } => write!(
                f,
                "key {key:?}: found another name, other arguments or another subject, expected \
                 those of the first request with this key"
            ),
            Self::Answer { command, error } => {
                write!(
                    f,
                    "{command}: its answer cannot be kept for its key: {error}"
                )
            }
            Self::UnknownPackage { package, known } => {
                write!(f, "package {package} is not deployed")?;
                listed(f, known)
            }
            Self::UnknownExtension { name, kind, known } => {
                write!(f, "{name} is not a {kind}")?;
                listed(f, known)
            }
            Self::Extension(refusal) => write!(f, "{}: {}", refusal.extension, refusal.error),
            Self::State(error) => write!(f, "{error}"),
            Self::QueueFull { partition, waiting } => {
                write!(f, "partition {partition} is full: {waiting} waiting")
            }
            Self::NotDurable(error) => write!(f, "may not be durable: {error}"),
            Self::Finished { partition } => finished(f, *partition),
        }
    }
}

impl fmt::Display for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        neutrally(f, fmt::from_fn(|f| self.tell(f)))
    }
}

impl DeployError {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differs(differences) => write!(f, "{differences}"),
            Self::Engine(error) => write!(f, "{error}"),
            Self::State { package, error } => write!(f, "package {package}: {error}"),
            Self::Finished { partition } => finished(f, *partition),
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        neutrally(f, fmt::from_fn(|f| self.tell(f)))
    }
}

impl AppError {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists { name } => write!(f, "app {name} exists already"),
            Self::OtherPartition { found, expected } => write!(
                f,
                "the storage holds partition {} of {}, expected partition {} of {}",
                found.0, found.1, expected.0, expected.1
            ),
            Self::State { partition, error } => write!(f, "partition {partition}: {error}"),
            Self::Thread { partition, reason } => {
                write!(f, "partition {partition}: cannot start a thread: {reason}")
            }
            Self::UnknownProjector { name } => write!(f, "no projector is named {name}"),
            Self::Finished { partition } => finished(f, *partition),
        }
    }
}

fn finished(f: &mut fmt::Formatter<'_>, partition: usize) -> fmt::Result {
    write!(f, "partition {partition} is finished")
}

fn listed(f: &mut fmt::Formatter<'_>, known: &[String]) -> fmt::Result {
    if known.is_empty() {
        return f.write_str("; there are none");
    }
    let shown = known.get(..LISTED).unwrap_or(known);
    write!(f, "; there are {}", shown.join(", "))?;
    match known.len() - shown.len() {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

impl std::error::Error for InvokeError {}

impl std::error::Error for DeployError {}

impl std::error::Error for AppError {}

impl From<StateError> for InvokeError {
    fn from(error: StateError) -> Self {
        Self::State(error)
    }
}

impl From<EncodeError> for InvokeError {
    fn from(error: EncodeError) -> Self {
        Self::Args(error)
    }
}
