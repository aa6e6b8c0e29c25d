use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    id: RecordId,
    name: String,
}

fn main() {}
