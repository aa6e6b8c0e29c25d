use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

fn update(ctx: &QueryContext<'_>, config: &Config) -> Result<Config, Error> {
    config.update(ctx, |config| config.limit += 1)
}

fn main() {}
