use heeus_sdk::prelude::*;

#[derive(Field)]
struct Sum {
    cents: i64,
}

#[derive(Record)]
struct Bill {
    one: Sum,
    maybe: Option<Sum>,
    many: Vec<Sum>,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Sum,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    let total = Totals::must_get(ctx, bill.one)?;
    ctx.result(&Bill { one: total.key, maybe: None, many: Vec::new() });
    Ok(())
}

fn main() {}
