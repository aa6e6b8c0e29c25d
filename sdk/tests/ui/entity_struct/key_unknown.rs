use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals", rename = "Totals")]
struct Totals {
    #[entity(partiton)]
    year: i32,
    #[entity(key)]
    day: i32,
    amount: i64,
}

fn main() {}
