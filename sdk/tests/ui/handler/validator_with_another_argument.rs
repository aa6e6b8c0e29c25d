use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "validator")]
fn f(_: &ValidatorContext<'_>, _: Vec<Order>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
