use heeus_sdk::access::GetView;
use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    amount: i64,
}

/// Accepts any kind that may get a view; that does not allow inserts.
fn add<'run>(ctx: &impl GetView<'run>) -> Result<(), Error> {
    if Totals::get(ctx, 2026)?.is_none() {
        Totals { year: 2026, amount: 0 }.insert(ctx);
    }
    Ok(())
}

fn main() {}
