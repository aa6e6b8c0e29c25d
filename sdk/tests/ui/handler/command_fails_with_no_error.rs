use heeus_sdk::prelude::*;

struct Refused;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<(), Refused> {
    Err(Refused)
}

fn main() {}
