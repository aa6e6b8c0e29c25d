use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    #[entity(id)]
    other: RecordId,
}

fn main() {}
