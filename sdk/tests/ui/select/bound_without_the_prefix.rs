use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
    amount: i64,
}

fn read(ctx: &QueryContext<'_>, month: i64) -> Result<usize, Error> {
    Ok(Totals::select(2026).range(month..).read(ctx)?.count())
}

fn main() {}
