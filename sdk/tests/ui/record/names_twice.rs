use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    single_price: i64,
    #[record(rename = "SinglePrice")]
    price: i64,
    singleprice: i64,
    single__price: i64,
}

fn main() {}
