use heeus_sdk::prelude::*;

#[extension(kind = "query")]
fn f(_: &ValidatorContext<'_>) -> Result<(), Error> {
    Ok(())
}

fn main() {}
