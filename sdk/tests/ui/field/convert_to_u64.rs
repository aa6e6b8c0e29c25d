use heeus_sdk::prelude::*;

#[derive(Field, Clone, Debug, PartialEq)]
#[field(convert)]
struct Count {
    value: u64,
}

impl heeus_sdk::field::Convert for Count {
    type Wire = u64;

    fn to_wire(&self) -> u64 {
        self.value
    }

    fn from_wire(value: u64) -> Result<Self, Error> {
        Ok(Self { value })
    }
}

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
