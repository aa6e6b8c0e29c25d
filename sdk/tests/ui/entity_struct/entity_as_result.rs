use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

#[extension(kind = "query")]
fn config(ctx: &QueryContext<'_>) -> Result<Config, Error> {
    Config::must_get(ctx)
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
