use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn articles(ctx: &QueryContext<'_>) -> Result<usize, Error> {
    Ok(Article::read(ctx, ())?.count())
}

fn main() {}
