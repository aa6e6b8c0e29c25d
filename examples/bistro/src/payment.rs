//! Payments of bills, in one part or several.

use heeus_sdk::prelude::*;

use crate::bill::{Account, Status};
use crate::books::Books;
use crate::error::Refused;
use crate::ids::BillId;
use crate::voucher;

#[derive(Field, Debug, Clone, Copy, PartialEq)]
#[field(rename_all = "snake_case")]
pub enum Means {
    Cash,
    Card,
    Voucher,
}

/// A payment for a bill.
#[derive(Entity)]
#[entity(record = "bistro.Payment")]
pub struct Payment {
    #[entity(id)]
    pub id: RecordId,
    pub bill: BillId,
    pub day: Date,
    pub means: Means,
    pub amount: Money,
}

/// A payment in cash, by card, or by the voucher of a code.
#[derive(Record)]
pub struct Pay<'run> {
    pub bill: BillId,
    pub means: Means,
    /// The amount; all that is left, if it is absent.
    pub amount: Option<Money>,
    pub voucher: Option<&'run str>,
}

/// The amount that is left to pay.
#[derive(Record)]
pub struct Left {
    pub left: Money,
}

/// Takes a payment for a bill, which is paid when nothing is left.
#[extension(kind = "command", name = "Pay")]
fn pay(ctx: &CommandContext<'_>, pay: Pay<'_>) -> Result<Left, Refused> {
    let day = Books::open_day(ctx)?;
    let bill = Account::get(ctx, pay.bill)?.ok_or(Refused::NoBill(pay.bill.0))?;
    bill.status.must_be_open(pay.bill)?;
    if (pay.means == Means::Voucher) != pay.voucher.is_some() {
        return Err(Refused::Code);
    }
    let left = bill.sum.checked_sub(bill.paid).ok_or(Refused::TooLarge)?;
    let mut amount = pay.amount.unwrap_or(left);
    if let Some(code) = pay.voucher {
        amount = voucher::take(ctx, code, left)?;
    }
    if amount <= Money::ZERO {
        return Err(Refused::Amount);
    }
    let left = left.checked_sub(amount).ok_or(Refused::TooLarge)?;
    if left < Money::ZERO {
        return Err(Refused::TooMuch(amount));
    }
    let paid = bill.paid.checked_add(amount).ok_or(Refused::TooLarge)?;
    Payment {
        id: ctx.new_id(),
        bill: pay.bill,
        day,
        means: pay.means,
        amount,
    }
    .insert(ctx);
    bill.update(ctx, |bill| {
        bill.paid = paid;
        if left == Money::ZERO {
            bill.status = Status::Paid;
        }
    })?;
    Ok(Left { left })
}
