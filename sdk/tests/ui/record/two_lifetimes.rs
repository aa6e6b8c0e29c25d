use heeus_sdk::Record;

#[derive(Record)]
struct Article<'a, 'b> {
    name: &'a str,
    note: &'b str,
}

fn uses_article(value: &Article<'_, '_>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article<'_, '_>) {}

fn main() {}
