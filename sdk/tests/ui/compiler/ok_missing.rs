use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn plain(_: &CommandContext<'_>, order: Order) -> Result<Order, Error> {
    order
}

#[extension(kind = "command")]
fn nothing(_: &CommandContext<'_>, order: Order) -> Result<(), Error> {
    assert!(order.amount > 0);
}

fn main() {}
