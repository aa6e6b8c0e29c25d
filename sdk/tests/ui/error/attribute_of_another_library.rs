use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    #[error(display = "no items", status = 400)]
    NoItems,
}

fn main() {}
