use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>, _: Order, _: i32) {}

fn main() {}
