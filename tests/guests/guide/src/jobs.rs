use heeus_sdk::prelude::*;
use heeus_sdk::sys::Mail;

/// A loan, by the day on which the book is due.
#[derive(Entity, Clone)]
#[entity(view = "library.Due")]
struct Due<'run> {
    #[entity(partition)]
    day: Date,
    #[entity(clustering)]
    loan: RecordId,
    mail: &'run str,
}

/// Reminds readers of the books that are due today.
#[extension(kind = "job", name = "Remind")]
fn remind(ctx: &JobContext<'_>) -> Result<(), Error> {
    let today = ctx.now()?.date();
    Due::for_each(ctx, today, |due| {
        Mail::new(("smtp.example.com", 587), "library@example.com", due.mail)
            .subject("Please bring the book back today")
            .send(ctx);
    })
}
