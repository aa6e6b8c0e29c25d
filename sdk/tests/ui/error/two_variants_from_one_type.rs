use heeus_sdk::prelude::*;

#[derive(Debug, ExtensionError)]
enum OrderError {
    Read(#[from] Error),
    Write(#[from] Error),
}

fn main() {}
