use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    price: i64,
}

#[extension(kind = "command")]
fn maybe(_: &CommandContext<'_>, order: Order) -> Option<Order> {
    Some(order)
}

#[extension(kind = "command")]
fn fails_with_nothing(_: &CommandContext<'_>, order: Order) -> Result<Order, ()> {
    Ok(order)
}

fn main() {}
