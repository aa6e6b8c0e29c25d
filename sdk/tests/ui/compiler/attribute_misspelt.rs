use heeus_sdk::prelude::*;

#[extention(kind = "command")]
fn new_order(_: &CommandContext<'_>) {}

#[derive(Records)]
struct Order {
    amount: i64,
}

fn main() {}
