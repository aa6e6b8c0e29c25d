use heeus_sdk::prelude::*;

#[extension(kind = "query")]
fn f(_: &mut QueryContext<'_>) {}

fn main() {}
