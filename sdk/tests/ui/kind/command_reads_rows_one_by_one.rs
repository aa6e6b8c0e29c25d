use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn count(ctx: &CommandContext<'_>) -> Result<i64, Error> {
    let mut sum = 0;
    Totals::for_each(ctx, 2026, |total| sum += total.amount)?;
    Ok(sum)
}

fn main() {}
