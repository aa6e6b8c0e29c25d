use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    limit: u64,
}

fn main() {}
