use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    name: &str,
}

fn main() {}
