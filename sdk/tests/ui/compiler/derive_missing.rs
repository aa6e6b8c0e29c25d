use heeus_sdk::prelude::*;

struct Order {
    #[record(default)]
    amount: i64,
}

#[derive(Record)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

fn main() {}
