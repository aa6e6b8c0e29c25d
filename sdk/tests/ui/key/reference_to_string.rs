use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals<'run> {
    #[entity(partition)]
    customer: &'run str,
    amount: i64,
}

fn total(ctx: &QueryContext<'_>, customer: &String) -> Result<i64, Error> {
    Ok(Totals::must_get(ctx, customer)?.amount)
}

fn main() {}
