//! Parts of views: ranges, orders, limits and pages.

use alloc::vec::Vec;
use core::ops::{Bound, ControlFlow};

use heeus_sdk::field::Prefix;
use heeus_sdk::prelude::*;
use heeus_sdk::select::Select;

use super::views::Days;

/// A key, or its first fields.
#[derive(Record, Clone, Copy)]
struct At {
    year: i32,
    month: u8,
    day: Option<i16>,
    /// Set for a bound that excludes its rows.
    without: Option<bool>,
}

/// The wanted rows. Both bounds have a day, or none has.
#[derive(Record)]
struct Ask<'run> {
    year: i32,
    month: Option<u8>,
    lower: Option<At>,
    upper: Option<At>,
    after: Option<At>,
    token: Option<PageToken<Days<'run>>>,
    reverse: Option<bool>,
    limit: Option<u32>,
    stop_at: Option<i64>,
}

/// A page of days.
#[derive(Record)]
struct DayPage<'run> {
    days: Vec<Days<'run>>,
    next: Option<PageToken<Days<'run>>>,
}

/// The sum of the selected rows.
#[derive(Record)]
struct Selected {
    rows: i32,
    amount: i64,
}

#[derive(Record)]
struct Wanted {
    keys: Vec<At>,
}

/// The amounts of the days that exist, -1 for each other one.
#[derive(Record)]
struct Amounts {
    amounts: Vec<i64>,
}

fn bound<B>(at: Option<At>, key: impl Fn(At) -> B) -> Bound<B> {
    match at {
        None => Bound::Unbounded,
        Some(at) if at.without == Some(true) => Bound::Excluded(key(at)),
        Some(at) => Bound::Included(key(at)),
    }
}

/// Adds all that is asked for, beside the prefix, and hands the selection to an end.
macro_rules! select {
    ($ask:ident, |$select:ident| $end:expr) => {
        match $ask.month {
            None => {
                let $select = part(&$ask, Days::select($ask.year));
                $end
            }
            Some(month) => {
                let $select = part(&$ask, Days::select(($ask.year, month)));
                $end
            }
        }
    };
}

fn part<'run, P: Prefix<Days<'run>>>(
    ask: &Ask<'_>,
    mut select: Select<Days<'run>, P>,
) -> Select<Days<'run>, P> {
    let has_day = |at: &Option<At>| at.is_some_and(|at| at.day.is_some());
    if has_day(&ask.lower) || has_day(&ask.upper) {
        let key = |at: At| (at.year, at.month, at.day.unwrap_or_default());
        select = select.range((bound(ask.lower, key), bound(ask.upper, key)));
    } else if ask.lower.is_some() || ask.upper.is_some() {
        let key = |at: At| (at.year, at.month);
        select = select.range((bound(ask.lower, key), bound(ask.upper, key)));
    }
    select = match ask.after {
        None => select,
        Some(At {
            year,
            month,
            day: None,
            ..
        }) => select.after(&(year, month)),
        Some(At {
            year,
            month,
            day: Some(day),
            ..
        }) => select.after(&(year, month, day)),
    };
    select = select.after_token(&ask.token);
    if ask.reverse == Some(true) {
        select = select.reverse();
    }
    match ask.limit {
        None => select,
        Some(limit) => select.limit(limit),
    }
}

#[extension(kind = "query", name = "SelectDays")]
fn select_days<'run>(ctx: &QueryContext<'run>, ask: Ask<'_>) -> Result<Rows<Days<'run>>, Error> {
    select!(ask, |select| select.read(ctx))
}

#[extension(kind = "query", name = "PageOfDays")]
fn page_of_days<'run>(ctx: &QueryContext<'run>, ask: Ask<'_>) -> Result<DayPage<'run>, Error> {
    let page = select!(ask, |select| select.page(ctx))?;
    Ok(DayPage {
        days: page.rows.collect(),
        next: page.next,
    })
}

/// Sums the rows up, to the first one with the amount `StopAt`.
#[extension(kind = "query", name = "SumSelected")]
fn sum_selected(ctx: &QueryContext<'_>, ask: Ask<'_>) -> Result<Selected, Error> {
    let mut sum = Selected { rows: 0, amount: 0 };
    let stop_at = ask.stop_at;
    let each = |day: Days<'_>| {
        sum.rows += 1;
        sum.amount += day.amount;
        if Some(day.amount) == stop_at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    select!(ask, |select| select.for_each(ctx, each))?;
    Ok(sum)
}

/// Sums the rows up, and fails at the amount `StopAt`.
#[extension(kind = "query", name = "TrySelected")]
fn try_selected(ctx: &QueryContext<'_>, ask: Ask<'_>) -> Result<Selected, Error> {
    let mut sum = Selected { rows: 0, amount: 0 };
    let stop_at = ask.stop_at;
    let each = |day: Days<'_>| -> Result<(), Error> {
        if Some(day.amount) == stop_at {
            return Err("this amount".into());
        }
        sum.rows += 1;
        sum.amount += day.amount;
        Ok(())
    };
    select!(ask, |select| select.try_for_each(ctx, each))?;
    Ok(sum)
}

/// Compares the token of a key with that of a page of one row.
#[extension(kind = "query", name = "TokenOfDay")]
fn token_of_day(ctx: &QueryContext<'_>, at: At) -> Result<(), Error> {
    let key = (at.year, at.month, at.day.unwrap_or_default());
    let page = Days::select(at.year).limit(1).page(ctx)?;
    if page.next == Some(PageToken::at(&key)) {
        return Ok(());
    }
    Err("another token".into())
}

#[extension(kind = "query", name = "ManyDays")]
fn many_days(ctx: &QueryContext<'_>, wanted: Wanted) -> Result<Amounts, Error> {
    let keys = wanted.keys.iter();
    let keys = keys.map(|at| (at.year, at.month, at.day.unwrap_or_default()));
    let days = Days::get_many(ctx, keys)?.into_iter();
    Ok(Amounts {
        amounts: days.map(|day| day.map_or(-1, |day| day.amount)).collect(),
    })
}
