//! The codes by which a run gets the errors of its gets and reads.

use heeus_abi::{GetCode, ReadCode};

use super::error::ReadError;

impl ReadError {
    /// The code that a get is answered with, and the reason.
    ///
    /// # Errors
    /// The error itself, if it ends the run; [`ReadError::NoRanges`] too, which a get does not
    /// have.
    pub fn into_get(self) -> Result<(GetCode, String), Self> {
        match self {
            Self::NotExists(text) => Ok((GetCode::NotExists, text)),
            Self::InvalidKey(text) => Ok((GetCode::InvalidKey, text)),
            Self::Io(text) => Ok((GetCode::Io, text)),
            Self::NoMemory(text) => Ok((GetCode::NoMemory, text)),
            Self::NoRanges(_) | Self::NotOffered(_) | Self::Forbidden(_) | Self::Limit(_) => {
                Err(self)
            }
        }
    }

    /// The code that a read is answered with, and the reason.
    ///
    /// # Errors
    /// The error itself, if it ends the run; [`ReadError::NotExists`] too, which a read does not
    /// have.
    pub fn into_read(self) -> Result<(ReadCode, String), Self> {
        match self {
            Self::InvalidKey(text) => Ok((ReadCode::InvalidKey, text)),
            Self::Io(text) => Ok((ReadCode::Io, text)),
            Self::NoMemory(text) => Ok((ReadCode::NoMemory, text)),
            Self::NoRanges(text) => Ok((ReadCode::NoRanges, text)),
            Self::NotExists(_) | Self::NotOffered(_) | Self::Forbidden(_) | Self::Limit(_) => {
                Err(self)
            }
        }
    }
}
