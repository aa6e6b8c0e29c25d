use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton)]
struct Config {
    name: String,
}

fn main() {}
