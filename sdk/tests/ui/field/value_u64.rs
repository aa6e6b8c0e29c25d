use heeus_sdk::prelude::*;

#[derive(Field)]
struct Count(u64);

#[derive(Record)]
struct Bill {
    one: Count,
    maybe: Option<Count>,
}

#[extension(kind = "query")]
fn bill(_: &QueryContext<'_>, bill: Bill) -> Bill {
    bill
}

fn main() {}
