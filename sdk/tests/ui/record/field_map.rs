use std::collections::HashMap;

use heeus_sdk::Record;

#[derive(Record)]
struct Prices {
    by_name: HashMap<String, i64>,
}

fn main() {}
