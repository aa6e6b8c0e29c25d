use heeus_sdk::prelude::*;

#[derive(Field)]
#[field(convert)]
struct Percent {
    value: u8,
}

impl heeus_sdk::field::Convert for Percent {
    type Wire = u8;

    fn to_wire(&self) -> u8 {
        self.value
    }

    fn from_wire(value: u8) -> Result<Self, Error> {
        Ok(Self { value })
    }
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Percent,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    Totals::must_get(ctx, bill.key)?;
    Ok(())
}

#[derive(Record)]
struct Bill {
    key: Percent,
}

fn main() {}
