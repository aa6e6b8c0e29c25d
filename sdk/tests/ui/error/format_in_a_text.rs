use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
#[error("only {0:>5} in stock")]
struct Shortage(i64);

fn main() {}
