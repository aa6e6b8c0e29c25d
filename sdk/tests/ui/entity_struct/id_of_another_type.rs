use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: i64,
    name: String,
}

fn main() {}
