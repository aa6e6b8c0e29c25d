use heeus_sdk::prelude::*;

fn main() {
    let article = 7;
    let _ = text!("{article}", article);
}
