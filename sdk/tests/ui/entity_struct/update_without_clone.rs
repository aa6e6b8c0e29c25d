use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: i64,
}

fn raise(ctx: &CommandContext<'_>, config: &Config) -> Result<(), Error> {
    config.update(ctx, |config| config.limit += 1)?;
    Ok(())
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
