use heeus_sdk::prelude::*;

#[derive(Field)]
#[field(number = u8)]
enum Payment {
    Cash,
    Card,
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
