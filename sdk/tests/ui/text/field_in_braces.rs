use heeus_sdk::prelude::*;

struct Article {
    left: i64,
}

fn main() {
    let article = Article { left: 7 };
    let _ = text!("{article.left} in stock");
}
