//! Orders, and the totals of ordered items by day.
//!
//! The validator `CheckOrder` checks an order first, the command `NewOrder` accepts it, the
//! projector `CalcOrderedItems` adds its total to the view `orders.OrderedItems`, and the query
//! `OrderedItems` sums up a year.
#![no_std]

extern crate alloc;

mod order;
#[cfg(test)]
mod tests;

use heeus_sdk::prelude::*;

use order::{Order, OrderError};

/// Totals of ordered items by day.
#[derive(Entity, Clone)]
#[entity(view = "orders.OrderedItems")]
struct OrderedItems {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
    #[entity(clustering)]
    day: i32,
    amount: i64,
}

/// The total of an order.
#[derive(Record, Debug, PartialEq)]
struct Total {
    total: i64,
}

/// The requested year.
#[derive(Record)]
struct Year {
    year: i32,
}

/// The number of days of a year with orders, and the amount of all.
#[derive(Record, Debug, PartialEq)]
struct YearTotal {
    days: i32,
    amount: i64,
}

/// Refuses an order that no calendar has, or that has no items.
#[extension(kind = "validator", name = "CheckOrder", checks("NewOrder"))]
fn check_order(_: &ValidatorContext<'_>, order: Order) -> Result<(), OrderError> {
    order.check_date()?;
    order.check_items()
}

/// Accepts an order; its result is the order's total.
#[extension(kind = "command", name = "NewOrder")]
fn new_order(_: &CommandContext<'_>, order: Order) -> Result<Total, OrderError> {
    let total = order.total()?;
    if total <= 0 {
        return Err(OrderError::NegativeAmount);
    }
    Ok(Total { total })
}

/// Adds an order's total to its day.
#[extension(kind = "projector", name = "CalcOrderedItems", after("NewOrder"), sync)]
fn calc_ordered_items(
    ctx: &ProjectorContext<'_>,
    event: Event<'_, Order>,
) -> Result<(), OrderError> {
    let Order {
        year, month, day, ..
    } = event.argument;
    let before = OrderedItems::get(ctx, (year, month, day))?;
    let amount = before
        .map_or(0, |day| day.amount)
        .checked_add(event.argument.total()?)
        .ok_or(OrderError::TooLarge("day's amount"))?;
    OrderedItems {
        year,
        month,
        day,
        amount,
    }
    .insert(ctx);
    Ok(())
}

/// Returns the days and the amount of a year.
#[extension(kind = "query", name = "OrderedItems")]
fn ordered_items(ctx: &QueryContext<'_>, args: Year) -> Result<YearTotal, OrderError> {
    let mut total = YearTotal { days: 0, amount: 0 };
    OrderedItems::try_for_each(ctx, args.year, |day| {
        total.days += 1;
        total.amount = total
            .amount
            .checked_add(day.amount)
            .ok_or(OrderError::TooLarge("year's amount"))?;
        Ok::<(), OrderError>(())
    })?;
    Ok(total)
}
