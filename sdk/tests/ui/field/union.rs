use heeus_sdk::prelude::*;

#[derive(Field)]
union Either {
    number: i32,
    bits: u32,
}

#[derive(Record)]
struct Bill {
    one: Either,
    maybe: Option<Either>,
    many: Vec<Either>,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Either,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    let total = Totals::must_get(ctx, bill.one)?;
    ctx.result(&Bill { one: total.key, maybe: None, many: Vec::new() });
    Ok(())
}

fn main() {}
