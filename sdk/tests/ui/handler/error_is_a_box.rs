use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<(), Box<dyn std::fmt::Display>> {
    Ok(())
}

fn main() {}
