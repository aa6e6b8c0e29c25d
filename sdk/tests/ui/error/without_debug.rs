use heeus_sdk::prelude::*;

#[derive(ExtensionError)]
enum OrderError {
    #[error("the order has no items")]
    NoItems,
}

fn main() {}
