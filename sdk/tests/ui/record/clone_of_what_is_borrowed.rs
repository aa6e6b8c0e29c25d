use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article<'run> {
    name: &'run str,
}

fn keep(args: WasmStateElement<'_>) -> Result<Article<'static>, Error> {
    Record::from_record(args.record())
}

fn uses_article(value: &Article<'_>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_article(_: &heeus_sdk::CommandContext<'_>, _: Article<'_>) {}

fn main() {}
