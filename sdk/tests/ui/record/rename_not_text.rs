use heeus_sdk::Record;

const TITLE: &str = "Title";

#[derive(Record)]
struct Article {
    #[record(rename = TITLE)]
    name: String,
    #[record(rename = 1)]
    price: i64,
}

fn main() {}
