//! The section of ABI.md that justifies a refusal.

use std::fmt::{self, Display, Formatter};

use super::error::{Invalid, Part, ReadError, StateError};

const RECORDS: u8 = 5;
pub(super) const KEYS: u8 = 6;
const INTENTS: u8 = 7;
const RESULTS: u8 = 8;
const STORAGES: u8 = 11;
const DECLARATIONS: u8 = 12;
const LIMITS: u8 = 13;

/// An error and the section of ABI.md that justifies it, if there is one.
pub(crate) struct WithSection<T>(pub(crate) T, pub(crate) Option<u8>);

impl<T: Display> Display for WithSection<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(section) => write!(f, "{} (ABI.md, section {section})", self.0),
            None => self.0.fmt(f),
        }
    }
}

impl StateError {
    /// The section of ABI.md that justifies the refusal; none if the host itself failed, if its
    /// functions were called in a wrong order, or if a view has two writers.
    pub fn section(&self) -> Option<u8> {
        match self {
            Self::NoRun | Self::OtherWriter { .. } | Self::Storage(_) => None,
            Self::Forbidden(_) => Some(STORAGES),
            Self::Limit(_) | Self::Encode(_) => Some(LIMITS),
            Self::Invalid(invalid) => Some(invalid.section()),
            Self::Exists { .. }
            | Self::Missing { .. }
            | Self::Duplicate { .. }
            | Self::NewId(_) => Some(INTENTS),
            Self::Overwrite(_) => Some(RESULTS),
            Self::Declaration { .. } | Self::Redeclared { .. } => Some(DECLARATIONS),
        }
    }
}

impl ReadError {
    /// The section of ABI.md that justifies an error which ends the run. The text of an invalid key
    /// names its own.
    pub fn section(&self) -> Option<u8> {
        match self {
            Self::InvalidKey(_)
            | Self::Io(_)
            | Self::NotExists(_)
            | Self::NoMemory(_)
            | Self::NoRanges(_) => None,
            Self::Forbidden(_) | Self::NotOffered(_) => Some(STORAGES),
            Self::Limit(_) => Some(LIMITS),
        }
    }
}

impl Invalid {
    /// The section of ABI.md that justifies the refusal.
    pub fn section(&self) -> u8 {
        match self {
            Self::UnknownEntity { .. }
            | Self::WrongStorage { .. }
            | Self::NotLeading { .. }
            | Self::NoPartition { .. }
            | Self::OtherWorkspace { .. } => KEYS,
            Self::UnknownField { subject, part, .. }
            | Self::WrongType { subject, part, .. }
            | Self::MissingField { subject, part, .. } => match part {
                _ if subject.starts_with("sys.") => STORAGES,
                Part::Key => KEYS,
                Part::Value => INTENTS,
            },
            Self::OtherId { .. } | Self::Absent(_) => INTENTS,
            Self::Malformed { .. } => RECORDS,
            Self::NotStored { .. }
            | Self::NotInput { .. }
            | Self::NoEntities { .. }
            | Self::WrongItems { .. }
            | Self::NoItems { .. }
            | Self::SecondResponse
            | Self::NotUnique { .. }
            | Self::UnknownText { .. }
            | Self::UnknownNumber { .. } => STORAGES,
        }
    }
}
