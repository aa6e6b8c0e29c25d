use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

fn insert(ctx: &JobContext<'_>, config: &Config) {
    config.insert(ctx);
}

fn main() {}
