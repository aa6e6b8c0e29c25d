//! Errors of which a host keeps many.

use std::fmt::{self, Display, Formatter};

use super::{Error, ErrorClass};
use crate::shown::{SHORT, bounded};

/// An error that a host keeps together with many others, of runs that failed one after the other.
/// The first 16 are whole. An extension chooses the length of its errors, so later ones are short.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum KeptError {
    /// One of the first.
    Whole(Box<Error>),
    /// A later one.
    Short {
        /// Its class.
        class: ErrorClass,
        /// The beginning of its text, at most 500 bytes, and a note that the rest is left out.
        text: String,
    },
}

impl KeptError {
    /// The most whole errors among those that are kept together.
    pub(crate) const MOST_WHOLE: usize = 16;

    /// Keeps an error. `others` is the number of whole ones that are kept already.
    pub(crate) fn beside(others: usize, error: Error) -> Self {
        if others < Self::MOST_WHOLE {
            return Self::Whole(Box::new(error));
        }
        Self::Short {
            class: error.class(),
            text: bounded(SHORT, error),
        }
    }

    /// The class of the error.
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Whole(error) => error.class(),
            Self::Short { class, .. } => *class,
        }
    }

    /// The whole error, if it is kept.
    pub fn whole(&self) -> Option<&Error> {
        match self {
            Self::Whole(error) => Some(error),
            Self::Short { .. } => None,
        }
    }
}

impl Display for KeptError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(error) => error.fmt(f),
            Self::Short { text, .. } => f.write_str(text),
        }
    }
}

impl std::error::Error for KeptError {}
