use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
#[error("too late", code = "409")]
struct TooLate;

fn main() {}
