//! Why a call, a deployment or an app failed.

use std::fmt;

use heeus_abi::{EncodeError, Kind};

use super::package::Differences;
use crate::engine::LogEntry;
use crate::error::Error;
use crate::shown::neutrally;
use crate::state::StateError;

/// Most names that a message lists.
const LISTED: usize = 24;

/// A command or a query did not do its work; nothing is left of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum InvokeError {
    /// The arguments are no record of the contract.
    Args(EncodeError),
    /// The arguments are a record, but what they are put into would not be one: sys.CommandContext, sys.QueryContext and the
    /// event have them in a field. So records in them may stand 7 deep, and they have 4 KiB less than a block.
    ArgsInside(EncodeError),
    /// What a command was called with and what it wrote do not fit one event; nothing of it is written.
    Event {
        /// The command, with the name of its package.
        command: String,
        /// Why.
        error: EncodeError,
    },
    /// No package of this name is deployed.
    UnknownPackage {
        /// The name.
        package: String,
        /// The names of those that are.
        known: Vec<String>,
    },
    /// The package has no extension of this name and kind.
    UnknownExtension {
        /// The name, with that of the package.
        name: String,
        /// The kind.
        kind: Kind,
        /// The names of those of this kind that it has.
        known: Vec<String>,
    },
    /// An extension failed: the one that was called, or a validator.
    Extension(Box<Refusal>),
    /// The partition could not do its own part.
    State(StateError),
    /// So much is waiting in the partition that it takes no more.
    QueueFull {
        /// The partition.
        partition: usize,
        /// How many wait.
        waiting: usize,
    },
    /// What the partition applied may be lost in a crash, so it runs nothing more until the app is created anew.
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
    /// Its name, with that of its package.
    pub extension: String,
    /// Why.
    pub error: Error,
    /// What was logged until then, by validators too.
    pub logs: Vec<LogEntry>,
}

/// A package was not deployed; the one that was there before, if any, still is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeployError {
    /// It is not what its modules say.
    Differs(Differences),
    /// An engine could not be made.
    Engine(Error),
    /// The state does not take its entities.
    State {
        /// The package.
        package: String,
        /// Why.
        error: StateError,
    },
    /// The partition is finished.
    Finished {
        /// The partition.
        partition: usize,
    },
}

/// An app could not be created, or its partition not be asked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AppError {
    /// There is an app of this name already.
    Exists {
        /// The name.
        name: String,
    },
    /// What is stored is that of another partition, or of an app with another number of them.
    OtherPartition {
        /// The place of the partition and the number of partitions, as they are stored.
        found: (i64, i64),
        /// As they were to be.
        expected: (i64, i64),
    },
    /// The state of a partition failed.
    State {
        /// The partition.
        partition: usize,
        /// Why.
        error: StateError,
    },
    /// A thread could not be started.
    Thread {
        /// The partition.
        partition: usize,
        /// What the system says.
        reason: String,
    },
    /// No projector has this name.
    UnknownProjector {
        /// The name, with that of the package.
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
                write!(f, "{command}: its event cannot be made: {error}")
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
                write!(f, "partition {partition} is full: {waiting} wait")
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
            Self::Exists { name } => write!(f, "app {name} is there already"),
            Self::OtherPartition { found, expected } => write!(
                f,
                "the storage holds partition {} of {}, expected partition {} of {}",
                found.0, found.1, expected.0, expected.1
            ),
            Self::State { partition, error } => write!(f, "partition {partition}: {error}"),
            Self::Thread { partition, reason } => {
                write!(f, "partition {partition}: no thread: {reason}")
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
