use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn main() {}
