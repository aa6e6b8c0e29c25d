use std::collections::HashMap;

use heeus_sdk::Record;

#[derive(Record)]
struct Prices {
    by_name: HashMap<String, i64>,
}

fn uses_prices(value: &Prices) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_prices(_: &heeus_sdk::CommandContext<'_>, _: Prices) {}

fn main() {}
