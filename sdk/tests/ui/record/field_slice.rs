use heeus_sdk::Record;

#[derive(Record)]
struct Article<'run> {
    prices: &'run [i64],
    tags: &'run [&'run str],
}

fn uses_article(value: &Article<'_>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article<'_>) {}

fn main() {}
