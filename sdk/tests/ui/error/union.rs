use heeus_sdk::prelude::*;

#[derive(ExtensionError)]
union OrderError {
    code: i32,
}

fn main() {}
