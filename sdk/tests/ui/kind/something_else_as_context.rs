use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn total() -> Result<Option<Totals>, Error> {
    Totals::get(&"state", 2026)
}

fn main() {}
