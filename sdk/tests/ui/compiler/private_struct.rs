use heeus_sdk::prelude::*;

mod orders {
    use heeus_sdk::prelude::*;

    #[derive(Record)]
    struct Hidden {
        amount: i64,
    }

    #[derive(Record)]
    pub struct Order {
        amount: i64,
    }
}

#[extension(kind = "command")]
fn hidden(_: &CommandContext<'_>, _: orders::Hidden) {}

#[extension(kind = "command")]
fn order(_: &CommandContext<'_>, order: orders::Order) {
    assert!(order.amount > 0);
}

fn main() {}
