use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "query")]
fn f(_: &QueryContext<'_>, _: Order, _: i32) {}

fn main() {}
