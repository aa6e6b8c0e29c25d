use heeus_sdk::prelude::*;

#[extension(kind = "query")]
fn f(_: QueryContext<'_>) {}

fn main() {}
