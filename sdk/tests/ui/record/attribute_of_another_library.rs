use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    #[record(optional)]
    note: String,
    #[record(skip)]
    cached: i64,
    #[record(rename("Price"))]
    price: i64,
    #[record(name = "Weight")]
    weight: f64,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn main() {}
