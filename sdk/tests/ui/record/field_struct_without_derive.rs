use heeus_sdk::Record;

struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article {
    price: Money,
    old_price: Option<Money>,
}

fn main() {}
