use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton)]
struct Config {
    name: String,
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
