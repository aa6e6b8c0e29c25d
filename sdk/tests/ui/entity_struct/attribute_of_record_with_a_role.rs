use heeus_sdk::Entity;

// Either attribute may have the settings that entities share with records, but no others.
#[derive(Entity)]
#[entity(view = "shop.Totals")]
#[record(rename_all = "snake_case")]
struct Totals {
    #[record(partition)]
    day: i32,
    #[record(rename = "Max", default)]
    limit: i64,
}

fn uses_totals(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = <Totals as heeus_sdk::View>::read(ctx, 1);
}

fn main() {}
