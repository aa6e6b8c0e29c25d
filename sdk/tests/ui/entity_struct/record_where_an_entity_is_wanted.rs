use heeus_sdk::prelude::*;
use heeus_sdk::sys;

#[derive(Record)]
struct Number {
    number: i32,
}

fn find(ctx: &QueryContext<'_>) -> Result<Option<RecordId>, Error> {
    sys::unique::<Number, _>(ctx, &Number { number: 1 })
}

fn main() {}
