use heeus_sdk::prelude::*;

#[derive(Field, Clone, Debug, PartialEq)]
#[field(convert, number)]
enum Payment {
    Cash,
}

impl heeus_sdk::field::Convert for Payment {
    type Wire = i32;

    fn to_wire(&self) -> i32 {
        1
    }

    fn from_wire(_: i32) -> Result<Self, Error> {
        Ok(Self::Cash)
    }
}

#[derive(Record)]
struct Bill {
    one: Payment,
    maybe: Option<Payment>,
    many: Vec<Payment>,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Payment,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    let total = Totals::must_get(ctx, bill.one)?;
    ctx.result(&Bill { one: total.key, maybe: None, many: Vec::new() });
    Ok(())
}

fn main() {}
