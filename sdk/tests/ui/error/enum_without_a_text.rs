use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    #[error("the order has no items")]
    NoItems,
    Late,
}

#[extension(kind = "command")]
fn order(_: &CommandContext<'_>) -> Result<(), OrderError> {
    Err(OrderError::Late)
}

fn main() {}
