//! The report of a day's sales, in pages.

use heeus_sdk::prelude::*;

use crate::ids::ArticleId;
use crate::menu::Article;
use crate::sales::Sales;

/// A page of the sales of a day: behind this article.
#[derive(Record)]
pub struct Page {
    pub day: Date,
    pub after: Option<ArticleId>,
    #[record(default = 20)]
    pub rows: u32,
}

#[derive(Record, Debug, PartialEq)]
pub struct Sold<'run> {
    pub article: ArticleId,
    pub name: &'run str,
    pub quantity: i64,
    pub sum: Money,
}

/// Returns a page of the sales of a day.
#[extension(kind = "query", name = "SalesReport")]
fn sales_report(ctx: &QueryContext<'_>, page: Page) -> Result<(), Error> {
    let mut rows = Sales::select(page.day).limit(page.rows);
    if let Some(after) = page.after {
        rows = rows.after(&(page.day, after));
    }
    rows.try_for_each(ctx, |sales| {
        ctx.result(&Sold {
            article: sales.article,
            name: Article::must_get(ctx, sales.article)?.name,
            quantity: sales.quantity,
            sum: sales.sum,
        });
        Ok::<_, Error>(())
    })
}
