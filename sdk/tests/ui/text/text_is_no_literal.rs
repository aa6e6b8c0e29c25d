use heeus_sdk::prelude::*;

const TEXT: &str = "a text";

fn main() {
    let _ = text!(TEXT);
}
