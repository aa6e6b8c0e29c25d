use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(record = "shop.Voucher", unique(cod, code, code), unique(id), unique(), unique)]
struct Voucher {
    #[entity(id)]
    id: RecordId,
    code: i32,
}

#[derive(Entity)]
#[entity(record = "shop.Card", unique(code), unique(code))]
struct Card {
    #[entity(id)]
    id: RecordId,
    code: i32,
}

#[derive(Entity)]
#[entity(view = "shop.Days", unique(amount))]
struct Days {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

fn main() {}
