use heeus_sdk::prelude::*;

#[extension(kind = "projector")]
fn f(_: &JobContext<'_>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
