use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    name: Box<str>,
    parent: Option<Box<Article>>,
}

fn main() {}
