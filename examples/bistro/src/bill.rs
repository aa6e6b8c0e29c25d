//! Bills and their lines.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;

use crate::books::Books;
use crate::error::Refused;
use crate::ids::{ArticleId, BillId};
use crate::menu::{Article, Created};
use crate::tables::{ROOM, TableState};

#[derive(Field, Debug, Clone, Copy, PartialEq)]
#[field(rename_all = "snake_case")]
pub enum Status {
    Open,
    Paid,
}

/// A bill of a table.
#[derive(Entity, Clone)]
#[entity(record = "bistro.Bill")]
pub struct Bill<'run> {
    #[entity(id)]
    pub id: BillId,
    pub table: i32,
    pub opened: Date,
    pub status: Status,
    /// The number of the guest in the loyalty programme.
    pub guest: Option<&'run str>,
    pub sum: Money,
    pub paid: Money,
    pub lines: Vec<Line>,
}

/// A bill without its lines.
#[derive(Entity, Clone)]
#[entity(part_of = Bill)]
pub struct Account<'run> {
    #[entity(id)]
    pub id: BillId,
    pub table: i32,
    pub opened: Date,
    pub status: Status,
    pub guest: Option<&'run str>,
    pub sum: Money,
    pub paid: Money,
}

/// A line of an order, and of a bill with the price at which it was ordered.
#[derive(Record, Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub article: ArticleId,
    #[record(default = 1)]
    pub quantity: i32,
    #[record(default)]
    pub price: Money,
}

impl Line {
    pub fn sum(&self) -> Result<Money, Refused> {
        self.price
            .checked_mul(self.quantity.into())
            .ok_or(Refused::TooLarge)
    }
}

/// The sum of lines.
fn sum(lines: &[Line]) -> Result<Money, Refused> {
    lines.iter().try_fold(Money::ZERO, |sum, line| {
        sum.checked_add(line.sum()?).ok_or(Refused::TooLarge)
    })
}

impl Status {
    /// Refuses a bill that is paid.
    pub const fn must_be_open(self, id: BillId) -> Result<(), Refused> {
        match self {
            Self::Open => Ok(()),
            Self::Paid => Err(Refused::Paid(id.0)),
        }
    }
}

fn open<'run>(ctx: &CommandContext<'run>, id: BillId) -> Result<Bill<'run>, Refused> {
    let bill = Bill::get(ctx, id)?.ok_or(Refused::NoBill(id.0))?;
    bill.status.must_be_open(id)?;
    Ok(bill)
}

/// An order: of a table without a bill, or of an open bill.
#[derive(Record)]
pub struct Order<'run> {
    pub table: Option<i32>,
    pub bill: Option<BillId>,
    pub guest: Option<&'run str>,
    pub lines: Vec<Line>,
}

/// Refuses quantities and tables that do not exist.
#[extension(
    kind = "validator",
    name = "CheckOrder",
    checks("OpenBill", "AddLines")
)]
fn check_order(_: &ValidatorContext<'_>, order: Order<'_>) -> Result<(), Refused> {
    if !(1..=200).contains(&order.table.unwrap_or(1)) {
        return Err(Refused::Table);
    }
    if order
        .lines
        .iter()
        .any(|line| !(1..=100).contains(&line.quantity))
    {
        return Err(Refused::Quantity);
    }
    Ok(())
}

impl Order<'_> {
    /// Sets the prices of the menu.
    fn price(&mut self, ctx: &CommandContext<'_>) -> Result<(), Refused> {
        for line in &mut self.lines {
            let found = Article::get(ctx, line.article)?;
            line.price = found.ok_or(Refused::NoArticle(line.article.0))?.price;
        }
        Ok(())
    }
}

/// Opens a bill at a table that has none.
#[extension(kind = "command", name = "OpenBill")]
fn open_bill(ctx: &CommandContext<'_>, mut order: Order<'_>) -> Result<Created, Refused> {
    let table = order.table.ok_or(Refused::Table)?;
    if TableState::get(ctx, (ROOM, table))?.is_some_and(|table| table.bills > 0) {
        return Err(Refused::Taken(table));
    }
    order.price(ctx)?;
    let id = ctx.new_id();
    Bill {
        id: BillId(id),
        table,
        opened: Books::open_day(ctx)?,
        status: Status::Open,
        guest: order.guest,
        sum: sum(&order.lines)?,
        paid: Money::ZERO,
        lines: order.lines,
    }
    .insert(ctx);
    Ok(Created { id })
}

/// Adds lines to an open bill.
#[extension(kind = "command", name = "AddLines")]
fn add_lines(ctx: &CommandContext<'_>, mut order: Order<'_>) -> Result<(), Refused> {
    let bill = order.bill.ok_or(Refused::NoBill(RecordId(0)))?;
    order.price(ctx)?;
    let bill = open(ctx, bill)?;
    let more = sum(&order.lines)?;
    let sum = bill.sum.checked_add(more).ok_or(Refused::TooLarge)?;
    bill.update(ctx, |bill| {
        bill.lines.append(&mut order.lines);
        bill.sum = sum;
    })?;
    Ok(())
}

#[derive(Record)]
pub struct SplitBill {
    pub bill: BillId,
    /// The articles that another guest pays.
    pub articles: Vec<ArticleId>,
}

/// Moves lines of an open bill, of which nothing is paid, to a new bill of the same table.
#[extension(kind = "command", name = "SplitBill")]
fn split_bill(ctx: &CommandContext<'_>, split: SplitBill) -> Result<Created, Refused> {
    let bill = open(ctx, split.bill)?;
    let (moved, kept): (Vec<Line>, Vec<Line>) = bill
        .lines
        .iter()
        .partition(|line| split.articles.contains(&line.article));
    if bill.paid != Money::ZERO || moved.is_empty() || kept.is_empty() {
        return Err(Refused::Split);
    }
    let id = ctx.new_id();
    Bill {
        id: BillId(id),
        guest: None,
        sum: sum(&moved)?,
        lines: moved,
        ..bill.clone()
    }
    .insert(ctx);
    let sum = sum(&kept)?;
    bill.update(ctx, |bill| {
        bill.lines = kept;
        bill.sum = sum;
    })?;
    Ok(Created { id })
}
