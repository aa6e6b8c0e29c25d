use heeus_sdk::prelude::*;

#[extension(kind = "validator")]
fn f(_: &ProjectorContext<'_>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
