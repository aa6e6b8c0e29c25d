use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(default = "one")]
    count: i32,
    #[record(default = 5)]
    name: String,
}

fn main() {}
