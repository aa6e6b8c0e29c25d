use heeus_sdk::prelude::*;

#[derive(Field)]
struct Level(u8);

#[derive(Record)]
struct Bill {
    levels: Vec<Level>,
}

fn main() {}
