use heeus_sdk::prelude::*;

#[extension(kind = "job")]
fn f(_: &CommandContext<'_>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
