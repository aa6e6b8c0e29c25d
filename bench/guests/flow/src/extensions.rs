//! A validator, a command and a projector of a shop, built to wasm and compiled into the program
//! that measures.

use heeus_sdk::prelude::*;

/// An order.
#[derive(Entity)]
#[entity(record = "flow.Order")]
struct Order {
    #[entity(id)]
    id: RecordId,
    day: i32,
    amount: i64,
}

/// The orders of a day.
#[derive(Entity, Clone)]
#[entity(view = "flow.Day")]
struct Day {
    #[entity(partition)]
    number: i32,
    orders: i64,
    amount: i64,
}

#[derive(Record)]
struct NewOrder {
    id: i64,
    day: i32,
    amount: i64,
}

#[derive(Record)]
struct Taken {
    id: RecordId,
}

/// Refuses an order whose numbers are not positive.
#[extension(kind = "validator", name = "CheckOrder", checks("NewOrder"))]
fn check_order(_: &ValidatorContext<'_>, order: NewOrder) -> Result<(), &'static str> {
    if order.amount <= 0 {
        return Err("negative order amount");
    }
    Ok(())
}

/// Takes an order.
#[extension(kind = "command", name = "NewOrder")]
fn new_order(ctx: &CommandContext<'_>, order: NewOrder) -> Taken {
    let NewOrder { id, day, amount } = order;
    let id = RecordId(id);
    Order { id, day, amount }.insert(ctx);
    Taken { id }
}

/// Adds an order to its day.
#[extension(kind = "projector", name = "Days", after("NewOrder"), sync)]
fn days(ctx: &ProjectorContext<'_>, event: Event<'_, NewOrder>) -> Result<(), Error> {
    let NewOrder { day, amount, .. } = event.argument;
    let before = Day::get(ctx, day)?;
    if let Some(day) = before {
        day.update(ctx, |day| {
            day.orders += 1;
            day.amount += amount;
        })?;
    } else {
        let (number, orders) = (day, 1);
        Day {
            number,
            orders,
            amount,
        }
        .insert(ctx);
    }
    Ok(())
}
