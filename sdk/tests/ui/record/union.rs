use heeus_sdk::Record;

#[derive(Record)]
union Number {
    int: i32,
    float: f32,
}

fn uses_number(value: &Number) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_number(_: &heeus_sdk::CommandContext<'_>, _: Number) {}

fn main() {}
