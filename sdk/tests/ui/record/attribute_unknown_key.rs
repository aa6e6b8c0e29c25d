use heeus_sdk::Record;

#[derive(Record)]
#[record(rename_al = "camelCase")]
struct Article {
    #[record(renamed = "Title")]
    name: String,
    #[record(skip)]
    cached: i32,
}

fn main() {}
