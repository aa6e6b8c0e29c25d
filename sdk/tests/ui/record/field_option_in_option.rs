use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    price: Option<Option<i64>>,
}

fn main() {}
