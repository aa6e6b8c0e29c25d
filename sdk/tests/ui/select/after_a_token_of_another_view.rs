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

#[derive(Entity)]
#[entity(view = "shop.Days")]
struct Days {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn read(ctx: &QueryContext<'_>, after: PageToken<Days>) -> Result<usize, Error> {
    Ok(Totals::select(2026).after_token(&after).read(ctx)?.count())
}

fn main() {}
