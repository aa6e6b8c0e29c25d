use heeus_sdk::{Entity, RecordId};

#[derive(Entity)]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
}

fn uses_article(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Article as heeus_sdk::Entity>::NAME);
}

fn main() {}
