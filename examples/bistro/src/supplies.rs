//! The supplies that articles are made of.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::HttpRequest;
use heeus_sdk::values::json;

use crate::bill::Line;
use crate::error::Refused;
use crate::ids::SupplyId;
use crate::menu::{Article, Created, Ingredient};

const URL: &str = "https://supplier.example/orders";
/// The store that all supplies are in, so that a job can read them together.
const STORE: i32 = 1;

/// A supply.
#[derive(Entity, Clone)]
#[entity(record = "bistro.Supply")]
pub struct Supply<'run> {
    #[entity(id)]
    pub id: SupplyId,
    pub name: &'run str,
    /// With less than this quantity it is ordered.
    pub least: i64,
    /// The quantity of an order.
    pub pack: i64,
}

/// The quantity of a supply that is left.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "bistro.Level")]
pub struct Level {
    #[entity(partition)]
    pub store: i32,
    #[entity(clustering)]
    pub supply: SupplyId,
    #[entity(default)]
    pub quantity: i64,
    #[entity(default)]
    pub is_ordered: bool,
}

#[derive(Record)]
pub struct NewSupply<'run> {
    pub name: &'run str,
    pub least: i64,
    pub pack: i64,
}

/// Adds a supply.
#[extension(kind = "command", name = "NewSupply")]
fn new_supply(ctx: &CommandContext<'_>, new: NewSupply<'_>) -> Result<Created, Refused> {
    if new.name.is_empty() || new.pack <= 0 {
        return Err(Refused::Supply);
    }
    let id = ctx.new_id();
    Supply {
        id: SupplyId(id),
        name: new.name,
        least: new.least,
        pack: new.pack,
    }
    .insert(ctx);
    Ok(Created { id })
}

#[derive(Record)]
pub struct Deliver {
    pub supply: SupplyId,
    pub quantity: i64,
}

/// Takes a delivery in.
#[extension(kind = "command", name = "Deliver")]
fn deliver(ctx: &CommandContext<'_>, new: Deliver) -> Result<(), Refused> {
    let Deliver { supply, quantity } = new;
    if quantity <= 0 {
        return Err(Refused::Amount);
    }
    Supply::must_get(ctx, supply)?;
    Ok(())
}

/// An order or a delivery.
#[derive(Record)]
pub struct Movement {
    #[record(default)]
    pub lines: Vec<Line>,
    pub supply: Option<SupplyId>,
    pub quantity: Option<i64>,
}

/// Counts what is delivered, and what orders take.
#[extension(
    kind = "projector",
    name = "CountSupplies",
    after("OpenBill", "AddLines", "Deliver"),
    sync
)]
fn count_supplies(ctx: &ProjectorContext<'_>, event: Event<'_, Movement>) -> Result<(), Error> {
    let Movement {
        lines,
        supply,
        quantity,
    } = event.argument;
    // A run reads the state before it. So each supply is changed once.
    let mut changes = Vec::new();
    if let (Some(supply), Some(quantity)) = (supply, quantity) {
        changes.push(Ingredient { supply, quantity });
    }
    for line in lines {
        for mut part in Article::must_get(ctx, line.article)?.recipe {
            let taken = part.quantity.saturating_mul(line.quantity.into());
            part.quantity = taken.saturating_neg();
            match changes
                .iter_mut()
                .find(|change| change.supply == part.supply)
            {
                Some(change) => change.quantity = change.quantity.saturating_add(part.quantity),
                None => changes.push(part),
            }
        }
    }
    for change in changes {
        Level::upsert(ctx, (STORE, change.supply), |level| {
            level.quantity = level.quantity.saturating_add(change.quantity);
            level.is_ordered &= change.quantity < 0;
        })?;
    }
    Ok(())
}

/// Orders the supplies that run short, in one request.
#[extension(kind = "job", name = "OrderSupplies")]
fn order_supplies(ctx: &JobContext<'_>) -> Result<(), Error> {
    let mut is_short = false;
    let order = json::try_array(|order| {
        Level::try_for_each(ctx, STORE, |level| {
            let supply = Supply::must_get(ctx, level.supply)?;
            if level.is_ordered || level.quantity >= supply.least {
                return Ok(());
            }
            order.object(|line| {
                line.put("supply", supply.name);
                line.put("quantity", supply.pack);
            });
            is_short = true;
            level.update(ctx, |level| level.is_ordered = true)?;
            Ok::<_, Error>(())
        })
    })?;
    if is_short {
        let answer = HttpRequest::new("POST", URL).json(&order).send(ctx)?;
        if answer.status_code != 201 {
            return Err(text!("the supplier answers {}", answer.status_code).into());
        }
        ctx.log(LogLevel::Info, &text!("ordered: {}", &*order));
    }
    Ok(())
}
