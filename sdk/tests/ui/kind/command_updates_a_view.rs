use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn update(ctx: &CommandContext<'_>, total: &Totals) -> Result<Totals, Error> {
    total.update(ctx, |total| total.amount += 1)
}

fn main() {}
