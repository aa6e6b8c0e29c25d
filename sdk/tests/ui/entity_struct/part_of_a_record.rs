use heeus_sdk::prelude::*;

#[derive(Record)]
struct Bill {
    paid: bool,
}

#[derive(Entity)]
#[entity(part_of = Bill)]
struct State {
    paid: bool,
}

fn main() {}
