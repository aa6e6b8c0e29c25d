use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    day: i32,
    amount: i64,
}

fn total(ctx: &QueryContext<'_>) -> Result<Option<Totals>, Error> {
    Totals::get(ctx, (2026, 1, 2))
}

fn main() {}
