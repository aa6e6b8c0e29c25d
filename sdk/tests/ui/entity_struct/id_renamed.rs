use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id, rename = "Number")]
    id: RecordId,
    name: String,
}

fn uses_article(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Article as heeus_sdk::Entity>::NAME);
}

fn main() {}
