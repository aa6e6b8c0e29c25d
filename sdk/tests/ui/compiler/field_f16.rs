use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article {
    weight: f16,
}

fn main() {}
