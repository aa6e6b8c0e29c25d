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

fn main() {}
