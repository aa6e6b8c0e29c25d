use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    article: RecordId,
    #[entity(rename = "ID")]
    number: i64,
}

fn uses_article(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Article as heeus_sdk::Entity>::NAME);
}

fn main() {}
