//! Parts of entities, and records that become inactive.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// An invoice with its lines.
#[derive(Entity, Clone)]
#[entity(record = "typed.Invoice")]
struct Invoice<'run> {
    #[entity(id)]
    id: RecordId,
    customer: &'run str,
    note: Option<String>,
    #[entity(default)]
    paid: bool,
    lines: Vec<Line<'run>>,
}

#[derive(Record, Clone)]
struct Line<'run> {
    name: &'run str,
    price: i64,
}

/// The state of an invoice.
#[derive(Entity, Clone)]
#[entity(part_of = Invoice)]
struct InvoiceState {
    #[entity(id)]
    id: RecordId,
    note: Option<String>,
    #[entity(default)]
    paid: bool,
    #[entity(rename = "sys.IsActive", default = true)]
    active: bool,
}

/// The sales of an article in a year.
#[derive(Entity, Clone)]
#[entity(view = "typed.Sold")]
struct Sold<'run> {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    article: &'run str,
    pieces: i64,
    amount: i64,
}

/// The pieces alone.
#[derive(Entity, Clone)]
#[entity(part_of = Sold)]
struct Count<'run> {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    article: &'run str,
    pieces: i64,
}

/// The settings of the shop.
#[derive(Entity, Clone)]
#[entity(singleton = "typed.Shop")]
struct Shop<'run> {
    name: &'run str,
    open: bool,
}

/// The door of the shop.
#[derive(Entity, Clone)]
#[entity(part_of = Shop)]
struct Door {
    open: bool,
}

#[derive(Record)]
struct What<'run> {
    invoice: RecordId,
    what: &'run str,
}

/// Changes the state of an invoice.
#[extension(kind = "command", name = "ChangeState")]
fn change_state(ctx: &CommandContext<'_>, args: What<'_>) -> Result<(), Error> {
    let state = InvoiceState::must_get(ctx, args.invoice)?;
    match args.what {
        "pay" => drop(state.update(ctx, |state| state.paid = true)?),
        "note" => drop(state.update(ctx, |state| state.note = Some("late".into()))?),
        "clear" => drop(state.update(ctx, |state| {
            state.note = None;
            state.paid = true;
        })?),
        "nothing" => drop(state.update(ctx, |_| {})?),
        "delete" => state.deactivate(ctx),
        "restore" => state.activate(ctx),
        "delete by its field" => drop(state.update(ctx, |state| state.active = false)?),
        _ => return Err("there is no such change".into()),
    }
    if !state.active {
        ctx.log(LogLevel::Info, "the invoice was inactive");
    }
    Ok(())
}

/// Deletes a whole invoice.
#[extension(kind = "command", name = "DeleteInvoice")]
fn delete_invoice(ctx: &CommandContext<'_>, args: What<'_>) -> Result<(), Error> {
    Invoice::must_get(ctx, args.invoice)?.deactivate(ctx);
    Ok(())
}

/// Adds a piece of each article of a year, in part and in whole.
#[extension(kind = "projector", name = "AddPieces")]
fn add_pieces(ctx: &ProjectorContext<'_>) -> Result<(), Error> {
    let before: Vec<_> = Count::read(ctx, 2026)?.collect();
    for pieces in before {
        let key = pieces.key();
        let sold = Sold::must_get(ctx, (key.year, key.article))?;
        ctx.log(LogLevel::Info, sold.article);
        pieces.update(ctx, |pieces| pieces.pieces += 1)?;
    }
    Ok(())
}

/// Opens or closes the shop.
#[extension(kind = "command", name = "UseDoor")]
fn use_door(ctx: &CommandContext<'_>) -> Result<(), Error> {
    let door = Door::must_get(ctx)?;
    door.update(ctx, |door| door.open = !door.open)?;
    Ok(())
}
