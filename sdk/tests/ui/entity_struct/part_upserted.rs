use heeus_sdk::prelude::*;

/// Totals of a year.
#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(default)]
    amount: i64,
    #[entity(default)]
    orders: i32,
}

#[derive(Entity)]
#[entity(part_of = Totals)]
struct Orders {
    #[entity(partition)]
    year: i32,
    #[entity(default)]
    orders: i32,
}

fn count(ctx: &ProjectorContext<'_>) -> Result<(), Error> {
    Orders::upsert(ctx, 2026, |orders| orders.orders += 1)?;
    Ok(())
}

fn main() {}
