use heeus_sdk::{Record, RecordId};

#[derive(Record)]
struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article {
    #[record(default)]
    price: Money,
    #[record(default)]
    id: RecordId,
}

fn main() {}
