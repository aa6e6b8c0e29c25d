use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<(), Error> {
    let _: i32 = "1".parse()?;
    Ok(())
}

fn main() {}
