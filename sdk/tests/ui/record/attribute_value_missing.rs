use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(rename =)]
    name: String,
    #[record(default = )]
    price: i64,
    #[record(rename)]
    weight: f64,
}

fn main() {}
