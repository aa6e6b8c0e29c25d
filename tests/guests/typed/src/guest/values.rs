//! Amounts, dates and times: as fields, as keys, and calculated with.

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use heeus_sdk::extension;
use heeus_sdk::prelude::*;
use heeus_sdk::values::{Rounding, Weekday};

/// A value of each type, alone, optional and in an array.
#[derive(Record)]
struct Values {
    sum: Money,
    due: Date,
    sent: Timestamp,
    day: Weekday,
    maybe: Option<Timestamp>,
    #[record(default = Date::MIN)]
    from: Date,
    sums: Vec<Money>,
    dates: Vec<Date>,
    times: Vec<Timestamp>,
}

#[extension(kind = "query", name = "Values")]
fn values(_: &QueryContext<'_>, args: Values) -> Values {
    args
}

/// Texts of values, and numbers to calculate with.
#[derive(Record)]
struct Texts<'run> {
    sum: &'run str,
    due: &'run str,
    sent: &'run str,
    months: i32,
    days: i32,
    rate: i64,
    millis: u32,
}

/// Results of calculations, as texts.
#[derive(Record)]
struct Reckoned {
    sum: String,
    part: String,
    due: String,
    last: String,
    day: Weekday,
    sent: String,
    on: Date,
}

/// Reads the texts, calculates, and returns texts.
#[extension(kind = "query", name = "Reckon")]
fn reckon(_: &QueryContext<'_>, args: Texts<'_>) -> Result<Reckoned, Error> {
    let sum = Money::parse(args.sum)?;
    let part = sum.checked_mul_ratio(args.rate, 10_000, Rounding::HalfEven);
    let part = part.and_then(|part| part.rounded(2, Rounding::HalfUp));
    let part = part.ok_or("the part is too large")?;
    let due = Date::parse(args.due)?.checked_add_months(args.months);
    let due = due.and_then(|due| due.checked_add_days(args.days));
    let due = due.ok_or("too late")?;
    let sent = Timestamp::parse(args.sent)?;
    let sent = sent.checked_add(Duration::from_millis(args.millis.into()));
    let sent = sent.ok_or("too late")?;
    Ok(Reckoned {
        sum: sum
            .checked_add(part)
            .ok_or("the sum is too large")?
            .to_text(),
        part: part.to_text(),
        due: due.to_text(),
        last: due.last_of_month().to_text(),
        day: due.weekday(),
        sent: sent.to_text(),
        on: sent.date(),
    })
}

/// Amounts by day.
#[derive(Entity, Clone)]
#[entity(view = "typed.Dues")]
struct Dues {
    #[entity(partition)]
    due: Date,
    #[entity(clustering)]
    sum: Money,
    sent: Timestamp,
}

/// A day.
#[derive(Record)]
struct Day {
    day: Date,
}

/// Inserts two rows of a day.
#[extension(kind = "projector", name = "InsertDues")]
fn insert_dues(ctx: &ProjectorContext<'_>, event: Event<'_, Day>) {
    for sum in [Money::ZERO, Money::MAX] {
        let row = Dues {
            due: event.argument.day,
            sum,
            sent: Timestamp::of_date(event.argument.day),
        };
        row.insert(ctx);
    }
}

/// An amount and a time.
#[derive(Record)]
struct Due {
    sum: Money,
    sent: Timestamp,
}

/// Reads the rows of a day.
#[extension(kind = "query", name = "ReadDues")]
fn read_dues(ctx: &QueryContext<'_>, args: Day) -> Result<Vec<Due>, Error> {
    let rows = Dues::read(ctx, args.day)?.map(|row| Due {
        sum: row.sum,
        sent: row.sent,
    });
    Ok(rows.collect())
}
