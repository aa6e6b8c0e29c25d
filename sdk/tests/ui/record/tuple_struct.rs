use heeus_sdk::Record;

#[derive(Record)]
struct Year(i32);

fn uses_year(value: &Year) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_year(_: &heeus_sdk::CommandContext<'_>, _: Year) {}

fn main() {}
