use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<()> {
    Ok(())
}

fn main() {}
