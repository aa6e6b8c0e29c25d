use heeus_sdk::prelude::*;

struct Article;

fn main() {
    let article = Article;
    let _ = text!("there is no {article}");
}
