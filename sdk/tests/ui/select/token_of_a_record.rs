use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article {
    name: String,
}

#[derive(Record)]
struct Ask {
    after: Option<PageToken<Article>>,
}

fn main() {}
