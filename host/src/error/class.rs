//! Classes of errors, to compare the outcomes of different engines.

use heeus_abi::FaultCause;

use super::{ErrorKind, Limit};
use crate::state::{ReadError, StateError};

/// A class of errors: the same mistake has the same class on every engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The module breaks rules of the contract or limits of the host.
    Load,
    /// The host could not create an instance or an engine.
    Link,
    /// The guest failed before its first run.
    Init,
    /// The guest broke the contract.
    Abi,
    /// A trap without explanation.
    Trap,
    /// The guest panicked.
    Panic,
    /// The guest could not get memory that it needs, and stopped itself.
    OutOfMemory,
    /// Stopped at the memory limit.
    MemoryLimit,
    /// Stopped at the limit of the run time.
    TimeLimit,
    /// Stopped at the end of a stack.
    StackLimit,
    /// Stopped at the fuel limit.
    FuelLimit,
    /// Too many reads inside reads.
    ReadDepth,
    /// The extension returned an error.
    Extension,
    /// The module has no such extension.
    UnknownExtension,
    /// The extension was called as another kind than its own.
    WrongKind,
    /// An intent could not be put into a block.
    BadIntent,
    /// A get, read or intent that the kind may not do.
    Forbidden,
    /// A limit of the state: intents or reads, their number or bytes.
    StateLimit,
    /// An intent that the state refuses, or a storage that failed.
    State,
    /// The engine was used wrongly.
    Call,
}

impl ErrorClass {
    /// All classes, in order.
    pub const ALL: [Self; 20] = [
        Self::Load,
        Self::Link,
        Self::Init,
        Self::Abi,
        Self::Trap,
        Self::Panic,
        Self::OutOfMemory,
        Self::MemoryLimit,
        Self::TimeLimit,
        Self::StackLimit,
        Self::FuelLimit,
        Self::ReadDepth,
        Self::Extension,
        Self::UnknownExtension,
        Self::WrongKind,
        Self::BadIntent,
        Self::Forbidden,
        Self::StateLimit,
        Self::State,
        Self::Call,
    ];

    /// Returns the name in metrics and spans: lower case, words joined by `_`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Link => "link",
            Self::Init => "init",
            Self::Abi => "abi",
            Self::Trap => "trap",
            Self::Panic => "panic",
            Self::OutOfMemory => "out_of_memory",
            Self::MemoryLimit => "memory_limit",
            Self::TimeLimit => "time_limit",
            Self::StackLimit => "stack_limit",
            Self::FuelLimit => "fuel_limit",
            Self::ReadDepth => "read_depth",
            Self::Extension => "extension",
            Self::UnknownExtension => "unknown_extension",
            Self::WrongKind => "wrong_kind",
            Self::BadIntent => "bad_intent",
            Self::Forbidden => "forbidden",
            Self::StateLimit => "state_limit",
            Self::State => "state",
            Self::Call => "call",
        }
    }
}

impl ErrorKind {
    /// Returns the class of the error.
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Load(_) => ErrorClass::Load,
            Self::Link(_) => ErrorClass::Link,
            Self::Abi(_) => ErrorClass::Abi,
            Self::Trap(_) => ErrorClass::Trap,
            Self::Limit(limited) => match limited.limit {
                Limit::Memory { .. } => ErrorClass::MemoryLimit,
                Limit::Time(_) => ErrorClass::TimeLimit,
                Limit::Stack(_) | Limit::GuestStack(_) => ErrorClass::StackLimit,
                Limit::Fuel(_) => ErrorClass::FuelLimit,
                Limit::ReadDepth(_) => ErrorClass::ReadDepth,
            },
            Self::Fault(fault) => match fault.cause {
                FaultCause::Panic => ErrorClass::Panic,
                FaultCause::OutOfMemory => ErrorClass::OutOfMemory,
            },
            Self::Extension { .. } => ErrorClass::Extension,
            Self::UnknownExtension { .. } => ErrorClass::UnknownExtension,
            Self::WrongKind { .. } => ErrorClass::WrongKind,
            Self::BadIntent(_) => ErrorClass::BadIntent,
            Self::Read(ReadError::Forbidden(_)) => ErrorClass::Forbidden,
            Self::Read(ReadError::Limit(_)) => ErrorClass::StateLimit,
            Self::Read(_) => ErrorClass::State,
            Self::Intent { error, .. } | Self::State(error) => match error {
                StateError::Forbidden(_) => ErrorClass::Forbidden,
                StateError::Limit(_) => ErrorClass::StateLimit,
                _ => ErrorClass::State,
            },
            Self::Call(_) => ErrorClass::Call,
        }
    }

    /// Returns whether the instance in which the error happened cannot be used again.
    pub(crate) const fn ends_instance(&self) -> bool {
        !matches!(
            self,
            Self::Extension { .. }
                | Self::UnknownExtension { .. }
                | Self::WrongKind { .. }
                | Self::BadIntent(_)
                | Self::Intent { .. }
                | Self::State(_)
                | Self::Call(_)
        )
    }
}
