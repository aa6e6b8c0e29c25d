use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    price: i64,
}

#[extension(kind = "command")]
fn by_id(ctx: &CommandContext<'_>) -> Result<(), Error> {
    Article::update(ctx, RecordId(1), |article| article.price = 5)
}

#[extension(kind = "command")]
fn of_an_option(ctx: &CommandContext<'_>) -> Result<(), Error> {
    Article::get(ctx, RecordId(1))?.update(ctx, |article| article.price = 5)
}

fn main() {}
