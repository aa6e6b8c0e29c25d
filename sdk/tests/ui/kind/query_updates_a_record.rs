use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn update(ctx: &QueryContext<'_>, article: &Article) -> Result<Article, Error> {
    article.update(ctx, |article| article.name.clear())
}

fn main() {}
