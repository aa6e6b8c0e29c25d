use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>, _: i64) -> Result<(), Error> {
    Ok(())
}

fn main() {}
