use heeus_sdk::prelude::*;

#[derive(Field)]
struct Around<T>(T);

#[derive(Record)]
struct Bill {
    one: Around<i64>,
    maybe: Option<Around<i64>>,
    many: Vec<Around<i64>>,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Around<i64>,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    let total = Totals::must_get(ctx, bill.one)?;
    ctx.result(&Bill { one: total.key, maybe: None, many: Vec::new() });
    Ok(())
}

fn main() {}
