use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    prices: Vec<Vec<i64>>,
}

fn main() {}
