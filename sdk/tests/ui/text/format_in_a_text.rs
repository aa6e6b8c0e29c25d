use heeus_sdk::prelude::*;

fn main() {
    let left = 7;
    let _ = text!("{left:?} in stock");
}
