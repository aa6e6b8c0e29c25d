use heeus_sdk::prelude::*;
use heeus_sdk::sys;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

#[derive(Record)]
struct Amount {
    amount: i64,
}

fn find(ctx: &QueryContext<'_>) -> Result<Option<RecordId>, Error> {
    sys::unique::<Totals, _>(ctx, &Amount { amount: 1 })
}

fn main() {}
