use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    prices: Vec<Option<i64>>,
}

fn main() {}
