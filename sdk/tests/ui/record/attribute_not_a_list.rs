use heeus_sdk::Record;

#[derive(Record)]
#[record]
struct Article {
    #[record = "Title"]
    name: String,
}

fn main() {}
