use heeus_sdk::prelude::*;
use heeus_sdk::sys;

#[derive(Record)]
struct Number {
    number: i32,
}

fn find(ctx: &QueryContext<'_>) -> Result<Option<RecordId>, Error> {
    sys::unique::<Number, _>(ctx, &Number { number: 1 })
}

fn uses_number(value: &Number) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_number(_: &heeus_sdk::CommandContext<'_>, _: Number) {}

fn main() {}
