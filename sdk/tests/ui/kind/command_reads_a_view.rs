use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn count(ctx: &CommandContext<'_>) -> Result<usize, Error> {
    Ok(Totals::read(ctx, 2026)?.count())
}

fn main() {}
