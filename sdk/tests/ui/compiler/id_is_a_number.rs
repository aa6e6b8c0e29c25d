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
    Article { id: 1, price: 5 }.insert(ctx);
}

fn main() {}
