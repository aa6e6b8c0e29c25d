use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn f(_: &QueryContext<'_>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
