use heeus_sdk::prelude::*;

struct Plain;

#[extension(kind = "query")]
fn f(_: &QueryContext<'_>, _: Plain) {}

fn main() {}
