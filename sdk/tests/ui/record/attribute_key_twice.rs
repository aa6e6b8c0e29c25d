use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(rename = "Title", rename = "Name")]
    name: String,
    #[record(default)]
    #[record(default = 5)]
    price: i64,
}

fn main() {}
