use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article", view = "shop.Articles")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn main() {}
