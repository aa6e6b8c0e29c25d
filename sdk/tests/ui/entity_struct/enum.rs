use heeus_sdk::Entity;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
enum Totals {
    Day,
    Month,
}

fn main() {}
