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

fn main() {}
