use heeus_sdk::Record;

#[derive(Record)]
enum Payment {
    Cash,
    Card { number: i64 },
}

fn uses_payment(value: &Payment) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_payment(_: &heeus_sdk::CommandContext<'_>, _: Payment) {}

fn main() {}
