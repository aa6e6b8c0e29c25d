use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    #[record(rename = "Max")]
    limit: i64,
}

fn main() {}
