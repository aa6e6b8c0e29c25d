#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "command")]
fn new_order(_: &CommandContext<'_>, _: Order) {}

fn main() {}
