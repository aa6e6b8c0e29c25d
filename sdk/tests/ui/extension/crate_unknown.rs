use heeus_sdk::prelude::*;

#[extension(kind = "job", crate = "sdk")]
fn f(_: &JobContext<'_>) {}

#[derive(Record)]
#[record(crate = "facade::sdk")]
struct Order {
    price: i64,
}

fn main() {}
