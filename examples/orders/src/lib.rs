//! Orders, and the totals of what was ordered day by day.
//!
//! A validator looks at an order first, the command `NewOrder` accepts it, the projector `CalcOrderedItems` adds its total
//! to the view `orders.OrderedItems`, and the query `OrderedItems` sums a year up.
#![no_std]

mod order;
#[cfg(test)]
mod tests;

use heeus_sdk::{Error, Storage, WasmState, WasmStateElement, entity, extension};

use order::{Date, total};

entity! {
    /// Totals of ordered items by day.
    pub ORDERED_ITEMS = view "orders.OrderedItems" {
        partition { Year: i32 }
        clustering { Month: i32, Day: i32 }
        value { Amount: i64 }
    }
}

/// Refuses an order that no calendar has, or that has no items.
#[extension(kind = "validator", name = "CheckOrder")]
fn check_order(_: &WasmState<'_>, order: WasmStateElement<'_>) -> Result<(), Error> {
    Date::of(&order)?.check()?;
    order::check_items(&order)
}

/// Accepts an order; its result is the order's total.
#[extension(kind = "command", name = "NewOrder")]
fn new_order(state: &WasmState<'_>, order: WasmStateElement<'_>) -> Result<(), Error> {
    let total = total(&order)?;
    if total <= 0 {
        return Err("negative order amount".into());
    }
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Total", total);
    Ok(())
}

/// Adds an order's total to its day.
#[extension(kind = "projector", name = "CalcOrderedItems")]
fn calc_ordered_items(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
    let event = state.must_exist(&state.key_builder(Storage::Event, ""))?;
    let order: WasmStateElement<'_> = event.get("ArgumentObject")?;
    let date = Date::of(&order)?;

    let mut day = state.key_builder(Storage::View, ORDERED_ITEMS);
    day.put("Year", date.year)
        .put("Month", date.month)
        .put("Day", date.day);
    let before = match state.can_exist(&day)? {
        Some(row) => row.get("Amount")?,
        None => 0_i64,
    };
    let amount = before
        .checked_add(total(&order)?)
        .ok_or("the day's amount is too large")?;
    state.new_value(&day)?.put("Amount", amount);
    Ok(())
}

/// The days and the amount of a year.
#[extension(kind = "query", name = "OrderedItems")]
fn ordered_items(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut year = state.key_builder(Storage::View, ORDERED_ITEMS);
    year.put("Year", args.get::<i32>("Year")?);
    let (mut days, mut amount) = (0_i32, 0_i64);
    state.try_read(&year, |_, row| {
        days += 1;
        amount = amount
            .checked_add(row.get("Amount")?)
            .ok_or("the year's amount is too large")?;
        Ok::<(), Error>(())
    })?;
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("Days", days)
        .put("Amount", amount);
    Ok(())
}
