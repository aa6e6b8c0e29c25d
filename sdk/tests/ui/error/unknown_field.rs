use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    #[error("only {lft} in stock")]
    Shortage { left: i64 },
}

fn main() {}
