use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "job")]
fn f(_: &JobContext<'_>, _: Order, _: i32) {}

fn main() {}
