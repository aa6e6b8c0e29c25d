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

fn main() {}
