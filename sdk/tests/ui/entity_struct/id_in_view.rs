use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(id)]
    article: RecordId,
    #[entity(partition)]
    year: i32,
    amount: i64,
}

fn uses_totals(ctx: &heeus_sdk::QueryContext<'_>) {
    fn is_view<E: heeus_sdk::View>() {}
    let _ = (ctx, is_view::<Totals>());
}

fn main() {}
