use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>, _: Event<'_, Order>) {}

fn main() {}
