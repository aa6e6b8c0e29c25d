use heeus_sdk::Record;

struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article {
    prices: Vec<Money>,
}

fn main() {}
