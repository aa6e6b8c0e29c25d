use heeus_sdk::prelude::*;

fn main() {
    let _ = text!("{} of {}", 1);
}
