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

fn main() {}
