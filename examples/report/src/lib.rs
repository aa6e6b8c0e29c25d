//! Reports over many rows.
//!
//! `Turnover` reads every sale of a year, `Sales` the newest ones page by page, `TopCustomers` only
//! until it has enough customers.
#![no_std]

extern crate alloc;

#[cfg(test)]
mod tests;
mod turnover;

use alloc::vec::Vec;
use core::ops::ControlFlow;

use heeus_sdk::prelude::*;

use turnover::Month;

/// A sale.
#[derive(Entity)]
#[entity(view = "report.Sale")]
struct Sale<'run> {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
    #[entity(clustering)]
    number: i64,
    /// The customer's group.
    group: &'run str,
    amount: i64,
}

/// A customer's turnover in a year. The rows of a year are in the order of the turnover, the
/// highest first.
#[derive(Entity)]
#[entity(view = "report.Ranking")]
struct Ranking<'run> {
    #[entity(partition)]
    year: i32,
    /// The negative turnover, since keys are in ascending order.
    #[entity(clustering)]
    minus_turnover: i64,
    #[entity(clustering)]
    customer: RecordId,
    group: &'run str,
}

/// The requested year.
#[derive(Record)]
struct Year {
    year: i32,
}

/// The requested customers.
#[derive(Record)]
struct Top<'run> {
    year: i32,
    count: u16,
    /// Only customers of this group.
    group: Option<&'run str>,
}

/// A customer, with the turnover.
#[derive(Record)]
struct Customer {
    customer: RecordId,
    turnover: i64,
}

/// The requested sales of a month.
#[derive(Record)]
struct Ask<'run> {
    year: i32,
    month: i32,
    /// The most sales of a page.
    count: u16,
    /// The page before; without it the first page is returned.
    after: Option<PageToken<Sale<'run>>>,
}

/// A sale of a month.
#[derive(Record)]
struct Line<'run> {
    number: i64,
    group: &'run str,
    amount: i64,
}

/// A page of sales.
#[derive(Record)]
struct Sales<'run> {
    sales: Vec<Line<'run>>,
    /// Asks for the next page; absent after the last one.
    next: Option<PageToken<Sale<'run>>>,
}

/// The purchases of each group of customers in each month of a year.
#[extension(kind = "query", name = "Turnover")]
fn turnover(ctx: &QueryContext<'_>, args: Year) -> Result<(), Error> {
    let mut month = Month::default();
    Sale::try_for_each(ctx, args.year, |sale| {
        if sale.month != month.number() {
            month.report(ctx);
            month.begin(sale.month);
        }
        month.add(sale.group, sale.amount)
    })?;
    month.report(ctx);
    Ok(())
}

/// The newest sales of a month first, page by page. A page is kept in memory, so its size is
/// limited.
#[extension(kind = "query", name = "Sales")]
fn sales<'run>(ctx: &QueryContext<'run>, ask: Ask<'run>) -> Result<Sales<'run>, Error> {
    let newest = Sale::select((ask.year, ask.month)).reverse();
    let page = newest
        .after_token(&ask.after)
        .limit(ask.count.into())
        .page(ctx)?;
    let line = |sale: Sale<'run>| Line {
        number: sale.number,
        group: sale.group,
        amount: sale.amount,
    };
    Ok(Sales {
        sales: page.rows.map(line).collect(),
        next: page.next,
    })
}

/// The customers with the highest turnover of a year.
#[extension(kind = "query", name = "TopCustomers")]
fn top_customers(ctx: &QueryContext<'_>, args: Top<'_>) -> Result<Vec<Customer>, Error> {
    let count = usize::from(args.count);
    let mut top = Vec::new();
    Ranking::for_each(ctx, args.year, |row| {
        if top.len() == count {
            return ControlFlow::Break(());
        }
        if args.group.is_none_or(|group| group == row.group) {
            top.push(Customer {
                customer: row.customer,
                turnover: row.minus_turnover.saturating_neg(),
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(top)
}
