use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn constant(_: &CommandContext<'_>) -> Result<(), Error> {
    Err("no articles")
}

#[extension(kind = "command")]
fn formatted(_: &CommandContext<'_>) -> Result<(), Error> {
    Err(format!("only {} left", 3))
}

fn main() {}
