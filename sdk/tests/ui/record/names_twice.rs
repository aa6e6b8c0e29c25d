use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    single_price: i64,
    #[record(rename = "SinglePrice")]
    price: i64,
    singleprice: i64,
    single__price: i64,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn main() {}
