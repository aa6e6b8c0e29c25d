use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition, default)]
    year: i32,
    #[entity(clustering, default = 1)]
    day: i32,
    amount: i64,
}

fn main() {}
