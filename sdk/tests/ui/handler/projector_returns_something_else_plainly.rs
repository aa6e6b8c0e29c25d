use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "projector")]
fn f(_: &ProjectorContext<'_>) -> Order {
    todo!()
}

fn main() {}
