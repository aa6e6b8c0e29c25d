use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    prices: [i64; 3],
}

fn main() {}
