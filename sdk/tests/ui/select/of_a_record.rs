use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn read(ctx: &QueryContext<'_>) -> Result<usize, Error> {
    Ok(Article::select(RecordId(7)).read(ctx)?.count())
}

fn main() {}
