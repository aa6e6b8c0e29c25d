use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    #[error(transparent)]
    NoItems,
}

fn main() {}
