use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

fn config(ctx: &QueryContext<'_>) -> Result<Option<Config>, Error> {
    Config::get(ctx, RecordId(1))
}

fn main() {}
