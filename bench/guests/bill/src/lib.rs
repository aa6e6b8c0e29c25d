//! Changes of a record with records in it: a bill with lines.
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
