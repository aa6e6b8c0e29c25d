use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = shop.Config)]
struct Config {
    name: String,
}

fn main() {}
