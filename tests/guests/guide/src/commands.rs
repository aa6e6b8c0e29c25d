use heeus_sdk::prelude::*;

/// A book, and the number of its copies that are in.
#[derive(Entity, Clone)]
#[entity(record = "library.Book")]
struct Book<'run> {
    #[entity(id)]
    id: RecordId,
    title: &'run str,
    copies: i32,
}

/// The requested book.
#[derive(Record)]
struct Loan {
    book: RecordId,
}

/// The title of the lent book, and the number of copies left.
#[derive(Record)]
struct Lent<'run> {
    title: &'run str,
    left: i32,
}

/// Lends a copy of a book.
#[extension(kind = "command", name = "Lend")]
fn lend<'run>(ctx: &CommandContext<'run>, loan: Loan) -> Result<Lent<'run>, Error> {
    let book = Book::must_get(ctx, loan.book)?;
    if book.copies <= 0 {
        return Err("no copy is in".into());
    }
    let book = book.update(ctx, |book| book.copies -= 1)?;
    Ok(Lent {
        title: book.title,
        left: book.copies,
    })
}
