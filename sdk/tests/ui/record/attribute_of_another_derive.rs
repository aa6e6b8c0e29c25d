use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[entity(id)]
    id: i64,
}

fn main() {}
