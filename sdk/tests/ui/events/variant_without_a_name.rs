use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    price: i64,
}

#[derive(Events)]
enum Followed {
    New(Order),
}

#[extension(kind = "projector", after("orders.NewOrder"))]
fn follow(_: &ProjectorContext<'_>, _: Event<'_, Followed>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
