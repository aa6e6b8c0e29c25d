use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    customer: RecordId,
    #[entity(clustering)]
    day: i32,
    amount: i64,
}

fn count(ctx: &QueryContext<'_>) -> Result<usize, Error> {
    Ok(Totals::read(ctx, (2026, 31))?.count())
}

fn main() {}
