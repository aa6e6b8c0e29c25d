use heeus_sdk::prelude::*;

struct Refused;

#[extension(kind = "query")]
fn f(_: &QueryContext<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
