use heeus_sdk::{Entity, Record};

#[derive(Record)]
struct Date {
    year: i32,
}

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    date: Date,
    amount: i64,
}

fn uses_date(value: &Date) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_date(_: &heeus_sdk::CommandContext<'_>, _: Date) {}

fn uses_totals(ctx: &heeus_sdk::QueryContext<'_>) {
    fn is_view<E: heeus_sdk::View>() {}
    let _ = (ctx, is_view::<Totals>());
}

fn main() {}
