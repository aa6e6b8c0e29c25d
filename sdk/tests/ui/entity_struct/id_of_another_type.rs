use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(record = "shop.Article")]
struct Article {
    #[entity(id)]
    id: i64,
    name: String,
}

fn uses_article(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Article as heeus_sdk::Entity>::NAME);
}

fn main() {}
