use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    article: RecordId,
    #[entity(rename = "ID")]
    number: i64,
}

fn main() {}
