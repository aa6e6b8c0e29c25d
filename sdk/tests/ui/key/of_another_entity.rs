use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

#[derive(Entity)]
#[entity(view = "shop.Days")]
struct Days {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn total(ctx: &QueryContext<'_>, day: &Days) -> Result<Option<Totals>, Error> {
    Totals::get(ctx, day.key())
}

fn main() {}
