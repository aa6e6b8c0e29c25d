use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    price: i64,
}

#[extension(kind = "command")]
fn f(ctx: &CommandContext<'_>) {
    let article = Article { id: RecordId(1), price: 5 };
    ctx.insert(&article);
}

fn main() {}
