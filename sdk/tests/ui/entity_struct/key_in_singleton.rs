use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(singleton = "shop.Config")]
struct Config {
    #[entity(partition)]
    year: i32,
    currency: String,
}

fn main() {}
