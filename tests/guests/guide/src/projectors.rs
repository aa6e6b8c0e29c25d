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

/// The fields of the event's argument that the projector reads.
#[derive(Record)]
struct Loan {
    month: i32,
    book: RecordId,
}

/// Counts a loan.
#[extension(kind = "projector", name = "CountLoans", after("Lend"), sync)]
fn count_loans(ctx: &ProjectorContext<'_>, event: Event<'_, Loan>) -> Result<(), Error> {
    let Loan { month, book } = event.argument;
    let before = Loans::get(ctx, (month, book))?;
    let times = before.map_or(0, |loans| loans.times).checked_add(1);
    let times = times.ok_or("the book was lent too often")?;
    Loans { month, book, times }.insert(ctx);
    ctx.log(LogLevel::Debug, "a loan is counted");
    Ok(())
}
