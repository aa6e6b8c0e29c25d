use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(rename = "Year")]
    amount: i64,
}

fn main() {}
