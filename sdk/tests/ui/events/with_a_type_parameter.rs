use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    price: i64,
}

#[derive(Events)]
enum Followed<T> {
    #[event("orders.NewOrder")]
    New(T),
}

#[extension(kind = "projector", after("orders.NewOrder"))]
fn follow(_: &ProjectorContext<'_>, _: Event<'_, Followed<Order>>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
