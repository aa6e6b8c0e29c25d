use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    price: i64,
}

#[extension(kind = "command")]
fn f(ctx: &CommandContext<'_>) -> Result<(), Error> {
    let mut article = Article::must_get(ctx, RecordId(1))?;
    article.price = 5;
    article.update(ctx)
}

fn main() {}
