//! A shop of structs that runs natively, and helpers for its tests.

use heeus_host_testkit::prelude::*;
use heeus_sdk::{
    CommandContext, Entity, Error, ProjectorContext, QueryContext, RecordEntity as _, RecordId,
    Singleton as _, View as _, extension, sys::Event,
};

/// An order, as it is placed.
#[derive(heeus_sdk::Record)]
pub struct Order<'run> {
    pub day: i32,
    pub customer: &'run str,
    pub note: Option<&'run str>,
    pub lines: Vec<Line<'run>>,
}

/// A line of an order.
#[derive(heeus_sdk::Record, Clone)]
pub struct Line<'run> {
    pub article: &'run str,
    pub price: i64,
}

/// An order that was placed.
#[derive(Entity, Clone)]
#[entity(record = "typed.Placed")]
pub struct Placed<'run> {
    #[entity(id)]
    pub id: RecordId,
    pub customer: &'run str,
    pub note: Option<&'run str>,
    pub dearest: Option<Line<'run>>,
    pub lines: Vec<Line<'run>>,
}

/// The settings of the shop.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(singleton = "typed.Shop")]
pub struct Shop {
    pub orders: i64,
    pub motto: Option<String>,
}

/// The total of a day.
#[derive(Entity, heeus_sdk::Record, Clone, Debug, PartialEq)]
#[entity(view = "typed.Total")]
pub struct Total {
    #[entity(partition)]
    pub year: i32,
    #[entity(clustering)]
    pub day: i32,
    pub amount: i64,
}

/// The id of an order.
#[derive(heeus_sdk::Record, Debug, PartialEq)]
pub struct Taken {
    pub id: RecordId,
}

#[derive(heeus_sdk::Record)]
pub struct Year {
    pub year: i32,
}

#[extension(kind = "command", name = "Place")]
fn place(ctx: &CommandContext<'_>, order: Order<'_>) -> Result<Taken, Error> {
    let orders = if let Some(shop) = Shop::get(ctx)? {
        shop.update(ctx, |shop| shop.orders += 1)?.orders
    } else {
        let (orders, motto) = (1, None);
        Shop { orders, motto }.insert(ctx);
        orders
    };
    let id = RecordId(orders);
    let Order {
        customer,
        note,
        lines,
        ..
    } = order;
    let dearest = lines.iter().max_by_key(|line| line.price).cloned();
    Placed {
        id,
        customer,
        note,
        dearest,
        lines,
    }
    .insert(ctx);
    Ok(Taken { id })
}

#[extension(kind = "projector", name = "Add")]
fn add(ctx: &ProjectorContext<'_>, event: Event<'_, Order<'_>>) -> Result<(), Error> {
    let Order { day, lines, .. } = event.argument;
    let amount = lines.iter().map(|line| line.price).sum();
    if let Some(total) = Total::get(ctx, (2026, day))? {
        total.update(ctx, |total| total.amount += amount)?;
    } else {
        let year = 2026;
        Total { year, day, amount }.insert(ctx);
    }
    Ok(())
}

#[extension(kind = "query", name = "Totals")]
fn totals(ctx: &QueryContext<'_>, args: Year) -> Result<Vec<Total>, Error> {
    Ok(Total::read(ctx, args.year)?.collect())
}

pub fn kit() -> Kit {
    Kit::native("typed")
}

pub fn line(article: &str, price: i64) -> Line<'_> {
    Line { article, price }
}

pub fn order() -> Order<'static> {
    Order {
        day: 2,
        customer: "Ada",
        note: Some("in a hurry"),
        lines: vec![line("screw", 5), line("nut", 7)],
    }
}

/// The order, placed under this id.
pub fn placed(id: i64) -> Placed<'static> {
    Placed {
        id: RecordId(id),
        customer: "Ada",
        note: Some("in a hurry"),
        dearest: Some(line("nut", 7)),
        lines: vec![line("screw", 5), line("nut", 7)],
    }
}

pub fn total(day: i32, amount: i64) -> Total {
    let year = 2026;
    Total { year, day, amount }
}

pub fn shop(orders: i64) -> Shop {
    Shop {
        orders,
        motto: None,
    }
}

pub fn taken(id: i64) -> Taken {
    let id = RecordId(id);
    Taken { id }
}
