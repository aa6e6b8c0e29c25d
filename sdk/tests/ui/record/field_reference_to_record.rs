use heeus_sdk::Record;

#[derive(Record)]
struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article<'run> {
    price: &'run Money,
    count: &'run i32,
}

fn uses_money(value: &Money) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_money(_: &heeus_sdk::CommandContext<'_>, _: Money) {}

fn uses_article(value: &Article<'_>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article<'_>) {}

fn main() {}
