use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn insert(ctx: &QueryContext<'_>, total: &Totals) {
    total.insert(ctx);
}

fn main() {}
