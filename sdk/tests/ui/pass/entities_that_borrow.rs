//! Entities of each sort that borrow from the run, with lifetimes of any name. The result of a read
//! lives as long as the run.

#![allow(dead_code, reason = "only compiled")]

use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "shop.Customer")]
struct Customer<'run> {
    #[entity(partition)]
    group: &'run str,
    #[entity(clustering)]
    name: QName<'run>,
    note: Option<&'run str>,
    #[entity(default)]
    address: &'run str,
    lines: Vec<Line<'run>>,
}

#[derive(Record, Clone)]
struct Line<'run> {
    text: &'run str,
}

#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article<'of> {
    #[entity(id)]
    id: RecordId,
    name: &'of str,
    photo: Option<&'of [u8]>,
}

#[derive(Entity, Clone)]
#[entity(singleton = "shop.Config")]
struct Config<'a> {
    currency: &'a str,
}

fn article<'run>(ctx: &CommandContext<'run>, id: RecordId) -> Result<Article<'run>, Error> {
    Article::must_get(ctx, id)
}

fn rename(ctx: &CommandContext<'_>, id: RecordId, name: &str) -> Result<(), Error> {
    article(ctx, id)?.update(ctx, |article| article.name = name)?;
    Ok(())
}

fn currency<'run>(ctx: &QueryContext<'run>) -> Result<&'run str, Error> {
    Ok(Config::must_get(ctx)?.currency)
}

fn names<'run>(ctx: &QueryContext<'run>, group: &str) -> Result<Vec<&'run str>, Error> {
    let rows = Customer::read(ctx, group)?;
    Ok(rows.map(|row| row.name.0).collect())
}

fn longest(ctx: &QueryContext<'_>, group: &str) -> Result<usize, Error> {
    let mut longest = 0;
    Customer::for_each(ctx, group, |row| longest = longest.max(row.address.len()))?;
    Ok(longest)
}

fn main() {}
