use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<Vec<Order>, Error> {
    todo!()
}

fn main() {}
