use heeus_sdk::{Entity, Record};

#[derive(Record)]
struct Date {
    year: i32,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    date: Date,
    amount: i64,
}

fn main() {}
