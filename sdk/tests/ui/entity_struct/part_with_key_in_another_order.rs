use heeus_sdk::prelude::*;

/// Totals of a day.
#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
    #[entity(clustering)]
    day: i32,
    amount: i64,
}

#[derive(Entity)]
#[entity(part_of = Totals)]
struct Swapped {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    day: i32,
    #[entity(clustering)]
    month: i32,
}

#[derive(Entity)]
#[entity(part_of = Totals)]
struct LargerPartition {
    #[entity(partition)]
    year: i32,
    #[entity(partition)]
    month: i32,
    #[entity(clustering)]
    day: i32,
}

#[derive(Entity)]
#[entity(part_of = Totals)]
struct OtherType {
    #[entity(partition)]
    year: i64,
    #[entity(clustering)]
    month: i32,
    #[entity(clustering)]
    day: i32,
}

#[derive(Entity)]
#[entity(part_of = Totals)]
struct Shorter {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
}

fn main() {}
