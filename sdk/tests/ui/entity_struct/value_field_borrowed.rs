use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config<'run> {
    currency: &'run str,
    limit: &'run i64,
}

fn main() {}
