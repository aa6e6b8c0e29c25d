use heeus_sdk::Record;

#[derive(Record)]
#[record(rename_all = "camelcase")]
struct Article {
    name: String,
}

#[derive(Record)]
#[record(rename_all = "kebab-case")]
struct Customer {
    name: String,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article) {}

fn uses_customer(value: &Customer) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_customer(_: &heeus_sdk::CommandContext<'_>, _: Customer) {}

fn main() {}
