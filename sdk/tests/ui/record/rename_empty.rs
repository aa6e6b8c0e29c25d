use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(rename = "")]
    name: String,
}

fn main() {}
