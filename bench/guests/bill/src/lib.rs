//! Changes of a record with records in it, a bill with lines, and a list that is read by pages.
#![no_std]

extern crate alloc;

use alloc::vec::Vec;

use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(record = "bench.Bill")]
struct Bill<'run> {
    #[entity(id)]
    id: RecordId,
    table: i32,
    closed: bool,
    lines: Vec<Line<'run>>,
}

#[derive(Record, Clone)]
struct Line<'run> {
    article: RecordId,
    name: &'run str,
    price: i64,
    quantity: i32,
}

/// The state of a bill.
#[derive(Entity, Clone)]
#[entity(part_of = Bill)]
struct BillState {
    #[entity(id)]
    id: RecordId,
    closed: bool,
}

#[derive(Record)]
struct BillId {
    bill: RecordId,
}

/// Adds a line to a bill.
#[extension(kind = "command", name = "AddLine")]
fn add_line(ctx: &CommandContext<'_>, args: BillId) -> Result<(), Error> {
    let bill = Bill::must_get(ctx, args.bill)?;
    bill.update(ctx, |bill| {
        bill.lines.push(Line {
            article: RecordId(77),
            name: "a glass of water",
            price: 250,
            quantity: 2,
        });
    })?;
    Ok(())
}

/// Changes a flag of a bill.
#[extension(kind = "command", name = "Close")]
fn close(ctx: &CommandContext<'_>, args: BillId) -> Result<(), Error> {
    let state = BillState::must_get(ctx, args.bill)?;
    state.update(ctx, |state| state.closed = true)?;
    Ok(())
}

/// Does the same by the whole bill.
#[extension(kind = "command", name = "CloseWhole")]
fn close_whole(ctx: &CommandContext<'_>, args: BillId) -> Result<(), Error> {
    let bill = Bill::must_get(ctx, args.bill)?;
    bill.update(ctx, |bill| bill.closed = true)?;
    Ok(())
}

/// A sale of a day.
#[derive(Entity)]
#[entity(view = "bench.Sales")]
struct Sales {
    #[entity(partition)]
    day: i32,
    #[entity(clustering)]
    number: i32,
    amount: i64,
}

#[derive(Record)]
struct Ask {
    after: Option<PageToken<Sales>>,
}

#[derive(Record)]
struct Answer {
    amounts: Vec<i64>,
    next: Option<PageToken<Sales>>,
}

/// Returns twenty sales of a day, and the place where the next ones begin.
#[extension(kind = "query", name = "SalesPage")]
fn sales_page(ctx: &QueryContext<'_>, ask: Ask) -> Result<Answer, Error> {
    let sales = Sales::select(1).after_token(&ask.after).limit(20);
    let page = sales.page(ctx)?;
    Ok(Answer {
        amounts: page.rows.map(|sale| sale.amount).collect(),
        next: page.next,
    })
}
