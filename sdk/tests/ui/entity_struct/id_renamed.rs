use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id, rename = "Number")]
    id: RecordId,
    name: String,
}

fn main() {}
