use heeus_sdk::prelude::*;

#[derive(Field)]
#[field(rename_all = "snake_case")]
struct Cents(i64);

#[derive(Record)]
struct Bill {
    one: Cents,
    maybe: Option<Cents>,
    many: Vec<Cents>,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Cents,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    let total = Totals::must_get(ctx, bill.one)?;
    ctx.result(&Bill { one: total.key, maybe: None, many: Vec::new() });
    Ok(())
}

fn main() {}
