//! Points for orders.
//!
//! The projector `CountPoints` follows the orders and keeps each customer's points. A customer who
//! reaches the threshold becomes gold: the customer gets a mail, and the CRM a request. The job
//! `ExpirePoints` takes the points of customers who have not ordered for a year.
#![no_std]

mod crm;
#[cfg(test)]
mod tests;

use core::ops::ControlFlow;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::Mail;

/// The amount of an order that gives one point.
const POINT: i64 = 100;
/// The club of all customers.
const CLUB: i32 = 1;
/// Points of a gold customer.
const GOLD: i64 = 1000;
/// The server that sends mails.
const SERVER: (&str, u16) = ("smtp.shop.example", 587);
/// Milliseconds after which points expire.
const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;
/// The most accounts that expire in one run: a job may leave a hundred intents.
const AT_ONCE: usize = 100;

/// The points of a customer.
#[derive(Entity, Clone)]
#[entity(view = "loyalty.Account")]
struct Account {
    /// All accounts share a partition, so that the job can read them.
    #[entity(partition)]
    club: i32,
    #[entity(clustering)]
    customer: RecordId,
    points: i64,
    /// The time of the customer's last order.
    last_order: Timestamp,
}

/// The part of an order that the projector reads.
#[derive(Record)]
struct Order<'run> {
    customer: RecordId,
    amount: i64,
    mail: Option<&'run str>,
}

/// Adds the points of an order to the customer's.
#[extension(kind = "projector", name = "CountPoints", after("orders.NewOrder"))]
fn count_points(ctx: &ProjectorContext<'_>, event: Event<'_, Order<'_>>) -> Result<(), Error> {
    let Order {
        customer, amount, ..
    } = event.argument;
    let last_order = event.registered_at()?;
    let before = Account::get(ctx, (CLUB, customer))?;
    let had = before.as_ref().map_or(0, |account| account.points);
    let points = had.saturating_add(amount.max(0) / POINT);
    if let Some(account) = before {
        account.update(ctx, |account| {
            account.points = points;
            account.last_order = last_order;
        })?;
    } else {
        Account {
            club: CLUB,
            customer,
            points,
            last_order,
        }
        .insert(ctx);
    }
    if had < GOLD && points >= GOLD {
        became_gold(ctx, &event.argument, points)?;
    }
    Ok(())
}

/// Notifies the CRM and the customer.
fn became_gold(ctx: &ProjectorContext<'_>, order: &Order<'_>, points: i64) -> Result<(), Error> {
    let customer = order.customer;
    ctx.log(LogLevel::Info, &text!("customer {customer} is gold"));
    crm::tell(ctx, customer, points)?;
    match order.mail {
        Some(address) => Mail::new(SERVER, "club@shop.example", address)
            .subject("You are gold")
            .body(&text!("You have {points} points. Thank you!"))
            .send(ctx),
        None => ctx.log(LogLevel::Warn, "gold, but has no mail address"),
    }
    Ok(())
}

/// Takes the points of customers who have not ordered for a year.
#[extension(kind = "job", name = "ExpirePoints")]
fn expire_points(ctx: &JobContext<'_>) -> Result<(), Error> {
    let now = ctx.now()?;
    let mut expired = 0;
    Account::try_for_each(ctx, CLUB, |account| {
        if account.points == 0 || now.millis_since(account.last_order) < YEAR {
            return Ok(ControlFlow::Continue(()));
        }
        if expired == AT_ONCE {
            ctx.log(LogLevel::Info, "there are more, for the next run");
            return Ok(ControlFlow::Break(()));
        }
        expired += 1;
        account.update(ctx, |account| account.points = 0)?;
        Ok::<_, Error>(ControlFlow::Continue(()))
    })?;
    ctx.log(LogLevel::Info, &text!("points of {expired} expired"));
    Ok(())
}
