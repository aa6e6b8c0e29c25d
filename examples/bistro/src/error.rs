//! The reasons for a refusal.

use heeus_sdk::prelude::*;
use heeus_sdk::values::Text;

/// The reason why a command or a validator refuses, with a code as in HTTP.
#[derive(Debug, ExtensionError)]
#[error(code = 400)]
pub enum Refused {
    #[error("an article has a name and a price that is not negative")]
    Article,
    #[error("a supply has a name and a pack that is not empty")]
    Supply,
    #[error("a table has a number from 1 to 200")]
    Table,
    #[error("a line has a quantity from 1 to 100")]
    Quantity,
    #[error("an amount is more than 0")]
    Amount,
    #[error("an amount is too large")]
    TooLarge,
    #[error("a voucher has a code of 6 to 20 letters and digits")]
    Code,
    #[error("a bill is split by some of its articles, and before it is paid")]
    Split,
    #[error("there is no article {0}", code = 404)]
    NoArticle(RecordId),
    #[error("there is no bill {0}", code = 404)]
    NoBill(RecordId),
    #[error("there is no voucher {0}", code = 404)]
    NoVoucher(Text),
    #[error("table {0} has an open bill", code = 409)]
    Taken(i32),
    #[error("bill {0} is paid", code = 409)]
    Paid(RecordId),
    #[error("{0} is more than is left to pay", code = 409)]
    TooMuch(Money),
    #[error("there is a voucher with this code", code = 409)]
    CodeTaken,
    #[error("{0} is closed", code = 409)]
    Closed(Date),
    #[error("{0} bills are open", code = 409)]
    Open(i32),
    State(#[from] Error),
}
