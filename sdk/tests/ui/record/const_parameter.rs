use heeus_sdk::Record;

#[derive(Record)]
struct Code<const N: usize> {
    code: i32,
}

fn uses_code(value: &Code<1>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_code(_: &heeus_sdk::CommandContext<'_>, _: Code<1>) {}

fn main() {}
