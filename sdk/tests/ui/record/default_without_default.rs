use heeus_sdk::{Record, RecordId};

#[derive(Record)]
struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article {
    #[record(default)]
    price: Money,
    #[record(default)]
    id: RecordId,
}

fn uses_money(value: &Money) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_money(_: &heeus_sdk::CommandContext<'_>, _: Money) {}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn main() {}
