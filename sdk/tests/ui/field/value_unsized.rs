use heeus_sdk::prelude::*;

#[derive(Field)]
struct Name(str);

fn main() {}
