use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition = 1)]
    year: i32,
    amount: i64,
}

fn uses_totals(ctx: &heeus_sdk::QueryContext<'_>) {
    fn is_view<E: heeus_sdk::View>() {}
    let _ = (ctx, is_view::<Totals>());
}

fn main() {}
