use heeus_sdk::prelude::*;

#[derive(Field)]
struct Words(Vec<String>);

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    key: Words,
    amount: i64,
}

#[extension(kind = "query")]
fn total(ctx: &QueryContext<'_>, bill: Bill) -> Result<(), Error> {
    Totals::must_get(ctx, bill.key)?;
    Ok(())
}

#[derive(Record)]
struct Bill {
    key: Words,
}

fn main() {}
