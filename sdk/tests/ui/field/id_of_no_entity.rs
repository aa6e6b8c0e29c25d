use heeus_sdk::prelude::*;

#[derive(Field)]
struct BillId(RecordId);

#[derive(Entity)]
#[entity(record = "shop.Bill")]
struct Bill {
    #[entity(id)]
    id: BillId,
    sum: i64,
}

#[extension(kind = "query")]
fn sum(ctx: &QueryContext<'_>) -> Result<(), Error> {
    Bill::must_get(ctx, RecordId(1))?;
    Ok(())
}

fn main() {}
