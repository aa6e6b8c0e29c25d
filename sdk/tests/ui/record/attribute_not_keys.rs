use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record("Title")]
    name: String,
    #[record(rename = "Price" default)]
    price: i64,
}

fn main() {}
