use heeus_sdk::prelude::*;

fn main() {
    let _ = text!("{left} in stock");
}
