use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    number: u64,
    amount: i64,
}

fn main() {}
