use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "Config")]
struct Config {
    name: String,
}

#[derive(Entity)]
#[entity(singleton = ".Config")]
struct Other {
    name: String,
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config as heeus_sdk::Singleton>::get(ctx));
}

fn uses_other(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Other as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
