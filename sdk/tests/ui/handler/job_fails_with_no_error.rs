use heeus_sdk::prelude::*;

struct Refused;

#[extension(kind = "job")]
fn f(_: &JobContext<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
