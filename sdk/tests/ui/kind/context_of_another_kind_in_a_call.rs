use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn total(ctx: &ProjectorContext<'_>) -> Result<Option<Totals>, Error> {
    Totals::get(ctx, 2026)
}

#[extension(kind = "job")]
fn nightly(ctx: &JobContext<'_>) -> Result<(), Error> {
    total(ctx)?;
    Ok(())
}

fn main() {}
