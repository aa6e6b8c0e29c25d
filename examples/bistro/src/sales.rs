//! The sales of each day.

use heeus_sdk::prelude::*;

use crate::bill::{Account, Bill, Line, Status};
use crate::error::Refused;
use crate::ids::{ArticleId, BillId};
use crate::tables::{ROOM, TableState};

/// The bills of a day: of the day on which they were opened.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "bistro.Day")]
pub struct DayTotals {
    #[entity(partition)]
    pub day: Date,
    #[entity(default)]
    pub open: i32,
    #[entity(default)]
    pub bills: i32,
    #[entity(default)]
    pub sum: Money,
}

/// The sales of an article on a day.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "bistro.Sales")]
pub struct Sales {
    #[entity(partition)]
    pub day: Date,
    #[entity(clustering)]
    pub article: ArticleId,
    #[entity(default)]
    pub quantity: i64,
    #[entity(default)]
    pub sum: Money,
}

/// A bill that was opened or paid with an event.
pub struct Moved<'run> {
    pub bill: Account<'run>,
    pub is_paid: bool,
}

/// The fields of a changed bill that say so.
#[derive(Record)]
struct Changed {
    status: Option<Status>,
}

impl<'run> Moved<'run> {
    /// The bill that was opened or paid with an event. No command does that to two bills.
    pub fn of(ctx: &ProjectorContext<'run>, event: &Event<'_, ()>) -> Result<Option<Self>, Error> {
        for change in event.changes()? {
            if !change.is_of::<Bill<'_>>()? {
                continue;
            }
            if let Some(status) = change.read::<Changed>()?.status {
                let bill = Account::must_get(ctx, BillId(change.id()?))?;
                let is_paid = status == Status::Paid;
                return Ok(Some(Self { bill, is_paid }));
            }
        }
        Ok(None)
    }
}

/// Counts the open bills of tables and days, and the sales of bills that are paid.
#[extension(
    kind = "projector",
    name = "CountBills",
    after("OpenBill", "SplitBill", "Pay"),
    sync
)]
fn count_bills(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Refused> {
    let Some(Moved { bill, is_paid }) = Moved::of(ctx, &event)? else {
        return Ok(());
    };
    let (step, day) = (if is_paid { -1 } else { 1 }, bill.opened);
    TableState::upsert(ctx, (ROOM, bill.table), |table| {
        table.bills = table.bills.saturating_add(step);
    })?;
    let mut total = Money::ZERO;
    if is_paid {
        total = bill.sum;
        count_lines(ctx, day, &Bill::must_get(ctx, bill.id)?.lines)?;
    }
    DayTotals::try_upsert(ctx, day, |day| {
        day.open = day.open.saturating_add(step);
        day.bills = day.bills.saturating_add(is_paid.into());
        day.sum = day.sum.checked_add(total).ok_or(Refused::TooLarge)?;
        Ok::<_, Refused>(())
    })?;
    Ok(())
}

fn count_lines(ctx: &ProjectorContext<'_>, day: Date, lines: &[Line]) -> Result<(), Refused> {
    for (place, Line { article, .. }) in lines.iter().enumerate() {
        let same = |line: &&Line| line.article == *article;
        // A run reads the state before it. So all lines of an article are one change.
        if lines.iter().take(place).any(|line| same(&line)) {
            continue;
        }
        Sales::try_upsert(ctx, (day, *article), |sales| {
            for line in lines.iter().filter(same) {
                sales.quantity = sales.quantity.saturating_add(line.quantity.into());
                sales.sum = sales
                    .sum
                    .checked_add(line.sum()?)
                    .ok_or(Refused::TooLarge)?;
            }
            Ok::<_, Refused>(())
        })?;
    }
    Ok(())
}
