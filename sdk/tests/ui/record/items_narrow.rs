use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    prices: Vec<u16>,
}

fn main() {}
