//! The reasons for which a request is refused.

use heeus_sdk::prelude::*;

/// The code of each error is the status code of the response.
#[derive(Debug, ExtensionError)]
pub enum StockError {
    #[error("the article has no name", code = 400)]
    NoName,
    #[error("the number of pieces is not positive", code = 400)]
    Quantity,
    #[error("there is no article {0}", code = 404)]
    NoArticle(RecordId),
    #[error("shortage: only {there} in stock", code = 409)]
    Shortage { there: i64 },
    #[error("there is room for {room} only", code = 409)]
    NoRoom { room: i64 },
    /// The state could not be read.
    State(#[from] Error),
}
