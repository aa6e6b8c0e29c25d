#![no_std]

use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article {
    name: String,
    prices: Vec<i64>,
}

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<(), Error> {
    println!("f runs");
    Err(format!("only {} left", 3).into())
}

fn main() {}
