use heeus_sdk::prelude::*;

#[extension(kind = "job")]
fn f() {}

fn main() {}
