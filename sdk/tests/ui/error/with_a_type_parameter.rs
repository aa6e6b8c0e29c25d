use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
#[error("no {0}")]
struct Missing<T>(T);

fn main() {}
