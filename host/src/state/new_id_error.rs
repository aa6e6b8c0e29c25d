//! Refusals of raw ids.

use std::fmt::{self, Display, Formatter};

use heeus_abi::RAW_IDS;

/// A refusal of the raw id of a new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewIdError {
    /// A new record without a key has another number in `sys.ID`.
    NotRaw {
        /// Name of the entity.
        entity: String,
        /// The number.
        found: i64,
    },
    /// An earlier intent of the run has introduced the same raw id.
    Twice {
        /// Name of the entity.
        entity: String,
        /// The raw id.
        raw: i64,
    },
    /// All ids were given.
    NoneLeft,
}

impl std::error::Error for NewIdError {}

impl Display for NewIdError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRaw { entity, found } => write!(
                f,
                "{entity}: sys.ID of a new record without a key: found {found}, expected a raw \
                 id, {} to {}",
                RAW_IDS.start(),
                RAW_IDS.end()
            ),
            Self::Twice { entity, raw } => write!(
                f,
                "{entity}: sys.ID: an earlier new record of the run has the raw id {raw} too"
            ),
            Self::NoneLeft => f.write_str("all ids of records were given"),
        }
    }
}
