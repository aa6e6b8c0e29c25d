use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "query")]
fn f(_: Order, _: &QueryContext<'_>) {}

fn main() {}
