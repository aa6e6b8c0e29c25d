use heeus_sdk::prelude::*;

type Text = &'static str;

#[derive(Record)]
struct Article {
    name: Text,
}

fn main() {}
