//! The reasons for which a request is refused.

use core::fmt;

use heeus_sdk::prelude::*;

pub enum StockError {
    NoName,
    /// The number of pieces is not positive.
    Quantity,
    NoArticle(RecordId),
    /// All article numbers are in use.
    NoNumber,
    /// There are fewer pieces than requested.
    Shortage {
        there: i64,
    },
    /// There is no room for that many pieces.
    NoRoom {
        room: i64,
    },
    /// The state could not be read.
    State(Error),
}

impl fmt::Display for StockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("the article has no name"),
            Self::Quantity => f.write_str("the number of pieces is not positive"),
            Self::NoArticle(id) => write!(f, "there is no article {id}"),
            Self::NoNumber => f.write_str("all numbers of articles are taken"),
            Self::Shortage { there } => write!(f, "shortage: only {there} in stock"),
            Self::NoRoom { room } => write!(f, "there is room for {room} only"),
            Self::State(error) => error.fmt(f),
        }
    }
}

impl ExtensionError for StockError {
    /// The status code of the response.
    fn code(&self) -> i32 {
        match self {
            Self::NoName | Self::Quantity => 400,
            Self::NoArticle(_) => 404,
            Self::NoNumber | Self::Shortage { .. } | Self::NoRoom { .. } => 409,
            Self::State(_) => 0,
        }
    }
}

impl From<Error> for StockError {
    fn from(error: Error) -> Self {
        Self::State(error)
    }
}
