use heeus_sdk::prelude::*;

type Result<T> = std::result::Result<T, std::io::Error>;

#[extension(kind = "command")]
fn f(_: &CommandContext<'_>) -> Result<()> {
    Ok(())
}

fn main() {}
