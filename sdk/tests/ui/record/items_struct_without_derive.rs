use heeus_sdk::Record;

struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article {
    prices: Vec<Money>,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn main() {}
