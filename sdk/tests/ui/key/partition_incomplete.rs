use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    shop: i64,
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    day: i32,
    amount: i64,
}

#[extension(kind = "query")]
fn f(ctx: &QueryContext<'_>) -> Result<(), Error> {
    Totals::read(ctx, 1_i64)?;
    Totals::read(ctx, ())?;
    Ok(())
}

fn main() {}
