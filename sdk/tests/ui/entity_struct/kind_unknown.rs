use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(table = "shop.Article")]
struct Article {
    name: String,
}

#[derive(Entity)]
#[entity(singelton = "shop.Config")]
struct Config {
    name: String,
}

fn main() {}
