use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    price: u64,
}

fn main() {}
