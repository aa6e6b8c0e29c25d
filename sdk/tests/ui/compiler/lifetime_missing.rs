use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article {
    name: &str,
}

fn main() {}
