use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(rename_all = "camelCase")]
    name: String,
}

fn main() {}
