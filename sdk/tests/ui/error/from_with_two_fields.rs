use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    State(#[from] Error, i32),
}

#[extension(kind = "command")]
fn order(_: &CommandContext<'_>) -> Result<(), OrderError> {
    Err(Error::from("no"))?
}

fn main() {}
