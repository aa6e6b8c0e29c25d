//! The end of a day.

use heeus_sdk::prelude::*;

use crate::books::Books;
use crate::error::Refused;
use crate::sales::DayTotals;

#[derive(Record)]
pub struct CloseDay {
    pub day: Date,
}

/// The figures of a day that is closed.
#[derive(Record, Debug, PartialEq)]
pub struct Figures {
    pub bills: i32,
    pub sum: Money,
}

/// Closes a day on which no bill is open any more.
#[extension(kind = "command", name = "CloseDay")]
fn close_day(ctx: &CommandContext<'_>, close: CloseDay) -> Result<Figures, Refused> {
    let CloseDay { day } = close;
    Books::check(ctx, day)?;
    let found = DayTotals::get(ctx, day)?;
    let (open, bills, sum) =
        found.map_or((0, 0, Money::ZERO), |day| (day.open, day.bills, day.sum));
    if open > 0 {
        return Err(Refused::Open(open));
    }
    Books::upsert(ctx, |books| books.closed = Some(day))?;
    Ok(Figures { bills, sum })
}
