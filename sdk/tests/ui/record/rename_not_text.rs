use heeus_sdk::Record;

const TITLE: &str = "Title";

#[derive(Record)]
struct Article {
    #[record(rename = TITLE)]
    name: String,
    #[record(rename = 1)]
    price: i64,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn main() {}
