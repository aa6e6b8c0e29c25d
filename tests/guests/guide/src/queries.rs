use heeus_sdk::prelude::*;

/// The number of loans of a book in a month.
#[derive(Entity, Clone)]
#[entity(view = "library.Loans")]
struct Loans {
    #[entity(partition)]
    month: i32,
    #[entity(clustering)]
    book: RecordId,
    times: i64,
}

/// The requested month.
#[derive(Record)]
struct Month {
    month: i32,
}

/// A row of the result.
#[derive(Record)]
struct Line {
    book: RecordId,
    times: i64,
}

/// Returns the books that were lent in a month, one row each.
#[extension(kind = "query", name = "LentIn")]
fn lent_in(ctx: &QueryContext<'_>, asked: Month) -> Result<(), Error> {
    Loans::for_each(ctx, asked.month, |loans| {
        ctx.result(&Line {
            book: loans.book,
            times: loans.times,
        });
    })
}

/// Returns the number of all loans in a month, in one row.
#[extension(kind = "query", name = "LentTimes")]
fn lent_times(ctx: &QueryContext<'_>, asked: Month) -> Result<Times, Error> {
    let loans = Loans::read(ctx, asked.month)?;
    let mut times = loans.map(|loans| loans.times);
    let times = times.try_fold(0, i64::checked_add);
    let times = times.ok_or("the sum is too large")?;
    Ok(Times { times })
}

/// The row of `LentTimes`.
#[derive(Record)]
struct Times {
    times: i64,
}
