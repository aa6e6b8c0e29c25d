use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    name: str,
}

#[derive(Record)]
struct Articles {
    prices: [i64],
}

fn main() {}
