use heeus_sdk::prelude::*;

#[derive(Record)]
struct Article<'run> {
    name: &'run str,
}

#[extension(kind = "query")]
fn article(_: &QueryContext, article: Article) -> Result<Article, Error> {
    Ok(article)
}

fn main() {}
