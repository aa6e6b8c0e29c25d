use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    days: Vec<i32>,
    amount: i64,
}

fn main() {}
