use heeus_sdk::prelude::*;

#[derive(Debug)]
struct Article;

#[derive(Debug, ExtensionError)]
enum OrderError {
    #[error("there is no {0}")]
    NoArticle(Article),
}

fn main() {}
