//! Records and singletons.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// A price.
#[derive(Record, Clone)]
struct Price {
    cents: i64,
    currency: Option<String>,
}

#[derive(Entity, Clone)]
#[entity(record = "typed.Article")]
struct Article {
    #[entity(id)]
    id: RecordId,
    name: String,
    price: Price,
    #[entity(default)]
    prices: Vec<Price>,
    weight: Option<f64>,
}

#[derive(Record)]
struct NewArticle {
    id: RecordId,
    name: String,
    price: Price,
    #[record(default)]
    prices: Vec<Price>,
    weight: Option<f64>,
}

#[derive(Record)]
struct ById {
    id: RecordId,
    #[record(default)]
    what: String,
}

#[extension(kind = "command", name = "NewArticle")]
fn new_article(ctx: &CommandContext<'_>, args: NewArticle) {
    let NewArticle {
        id,
        name,
        price,
        prices,
        weight,
    } = args;
    Article {
        id,
        name,
        price,
        prices,
        weight,
    }
    .insert(ctx);
}

#[derive(Record)]
struct Shown {
    id: RecordId,
    name: String,
    cents: i64,
    prices: i32,
    weight: Option<f64>,
}

#[extension(kind = "query", name = "ShowArticle")]
fn show_article(ctx: &QueryContext<'_>, args: ById) -> Result<Option<Shown>, Error> {
    let article = Article::get(ctx, args.id)?;
    Ok(article.map(|article| Shown {
        id: article.id,
        name: article.name,
        cents: article.price.cents,
        prices: i32::try_from(article.prices.len()).unwrap_or(-1),
        weight: article.weight,
    }))
}

#[extension(kind = "command", name = "UpdateArticle")]
fn update_article(ctx: &CommandContext<'_>, args: ById) -> Result<(), Error> {
    let article = Article::must_get(ctx, args.id)?;
    article.update(ctx, |article| match args.what.as_str() {
        "name" => article.name.push('!'),
        "price" => article.price.cents += 1,
        "currency" => article.price.currency = Some("EUR".into()),
        "prices" => article.prices.push(article.price.clone()),
        "a price" => article.prices.iter_mut().for_each(|price| price.cents = 0),
        "weight" => article.weight = Some(1.5),
        "no weight" => article.weight = None,
        "id" => article.id = RecordId(article.id.0 + 1),
        _ => {}
    })?;
    Ok(())
}

#[derive(Entity, Record, Clone, Default)]
#[entity(singleton = "typed.Config")]
struct Config {
    limit: i64,
    #[entity(default = 5)]
    #[record(default = 5)]
    days: i32,
}

#[extension(kind = "command", name = "Configure")]
fn configure(ctx: &CommandContext<'_>, new: Config) -> Result<Config, Error> {
    match Config::get(ctx)? {
        None => {
            new.insert(ctx);
            Ok(new)
        }
        Some(config) => config.update(ctx, |config| *config = new),
    }
}

#[extension(kind = "query", name = "Config")]
fn config(ctx: &QueryContext<'_>) -> Result<Config, Error> {
    Config::must_get(ctx)
}

#[derive(Record)]
struct ByIds {
    ids: Vec<RecordId>,
}

/// The names of the articles that exist, in the order of the ids; a dash for each other one.
#[derive(Record)]
struct Names {
    names: Vec<String>,
}

#[extension(kind = "query", name = "ManyArticles")]
fn many_articles(ctx: &QueryContext<'_>, args: ByIds) -> Result<Names, Error> {
    let articles = Article::get_many(ctx, args.ids)?.into_iter();
    let name = |article: Option<Article>| article.map_or("-".into(), |article| article.name);
    Ok(Names {
        names: articles.map(name).collect(),
    })
}
