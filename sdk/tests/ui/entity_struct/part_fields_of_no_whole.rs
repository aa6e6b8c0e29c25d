use heeus_sdk::prelude::*;

/// A bill.
#[derive(Entity)]
#[entity(record = "shop.Bill")]
struct Bill<'run> {
    #[entity(id)]
    id: RecordId,
    guest: &'run str,
    note: Option<String>,
    paid: bool,
}

#[derive(Entity)]
#[entity(part_of = Bill)]
struct State {
    #[entity(id)]
    id: RecordId,
    note: String,
    paid: i32,
    tip: i64,
}

fn main() {}
