//! A command as authors write it: a typed argument, a new record, a typed result, a refusal.
#![no_std]

use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(record = "bench.Order")]
struct Order {
    #[entity(id)]
    id: RecordId,
    article: i32,
    amount: i64,
}

#[derive(Record)]
struct NewOrder {
    article: i32,
    amount: i64,
}

#[derive(Record)]
struct OrderId {
    id: RecordId,
}

/// Takes an order.
#[extension(kind = "command", name = "NewOrder")]
fn new_order(ctx: &CommandContext<'_>, order: NewOrder) -> Result<OrderId, &'static str> {
    if order.amount <= 0 {
        return Err("negative order amount");
    }
    let id = RecordId(1);
    Order {
        id,
        article: order.article,
        amount: order.amount,
    }
    .insert(ctx);
    Ok(OrderId { id })
}
