use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn insert(ctx: &ValidatorContext<'_>, article: &Article) {
    article.insert(ctx);
}

fn main() {}
