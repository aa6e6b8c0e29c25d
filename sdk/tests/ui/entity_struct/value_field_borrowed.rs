use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config<'run> {
    currency: &'run str,
    limit: &'run i64,
}

fn uses_config(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (ctx, <Config<'_> as heeus_sdk::Singleton>::get(ctx));
}

fn main() {}
