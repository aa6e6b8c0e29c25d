use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn article(ctx: &QueryContext<'_>) -> Result<Option<Article>, Error> {
    Article::get(ctx, 65_536)
}

fn main() {}
