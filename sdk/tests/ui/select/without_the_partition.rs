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

fn read(ctx: &QueryContext<'_>) -> Result<usize, Error> {
    Ok(Totals::select(()).read(ctx)?.count())
}

fn main() {}
