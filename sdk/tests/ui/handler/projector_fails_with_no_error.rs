use heeus_sdk::prelude::*;

struct Refused;

#[extension(kind = "projector")]
fn f(_: &ProjectorContext<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
