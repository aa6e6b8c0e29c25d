use heeus_sdk::prelude::*;

#[derive(Field, Clone, Debug, PartialEq)]
#[field(convert)]
struct Percent {
    value: u8,
}

#[derive(Record)]
struct Bill {
    one: Percent,
    maybe: Option<Percent>,
}

#[extension(kind = "query")]
fn bill(_: &QueryContext<'_>, bill: Bill) -> Bill {
    bill
}

fn main() {}
