use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(table = "shop.Article")]
struct Article {
    name: String,
}

#[derive(Entity)]
#[entity(singelton = "shop.Config")]
struct Config {
    name: String,
}

fn uses_article(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Article as heeus_sdk::Singleton>::get(ctx));
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
