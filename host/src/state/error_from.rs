//! Conversions of refusals and of failures of the storage into the errors of the state.

use std::fmt::Display;

use heeus_abi::EncodeError;

use super::error::{Forbidden, Invalid, LimitBroken, ReadError, StateError};
use super::new_id_error::NewIdError;
use super::section::WithSection;
use crate::shown::bounded;
use crate::storage::StorageError;

/// Most bytes of the text of an error that the run gets as a code.
const SAID: usize = 4_096;

impl From<Invalid> for StateError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(Box::new(invalid))
    }
}

impl From<StorageError> for StateError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<Forbidden> for StateError {
    fn from(forbidden: Forbidden) -> Self {
        Self::Forbidden(forbidden)
    }
}

impl From<LimitBroken> for StateError {
    fn from(broken: LimitBroken) -> Self {
        Self::Limit(broken)
    }
}

impl From<NewIdError> for StateError {
    fn from(error: NewIdError) -> Self {
        Self::NewId(Box::new(error))
    }
}

impl From<EncodeError> for StateError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl ReadError {
    /// The error of an invalid key, for this reason.
    pub(super) fn invalid_key(why: impl Display) -> Self {
        Self::InvalidKey(bounded(SAID, why))
    }
}

impl From<Invalid> for ReadError {
    fn from(invalid: Invalid) -> Self {
        let section = Some(invalid.section());
        Self::invalid_key(WithSection(invalid, section))
    }
}

impl From<StorageError> for ReadError {
    fn from(error: StorageError) -> Self {
        Self::Io(error.to_string())
    }
}

impl From<Forbidden> for ReadError {
    fn from(forbidden: Forbidden) -> Self {
        Self::Forbidden(forbidden)
    }
}

impl From<LimitBroken> for ReadError {
    fn from(broken: LimitBroken) -> Self {
        Self::Limit(broken)
    }
}
