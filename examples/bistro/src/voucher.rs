//! Vouchers, which are found by their code.

use heeus_sdk::prelude::*;
use heeus_sdk::sys;

use crate::error::Refused;
use crate::menu::Created;

/// A voucher. Its code is unique among those that are not used up.
#[derive(Entity, Clone)]
#[entity(record = "bistro.Voucher", unique(code))]
pub struct Voucher<'run> {
    #[entity(id)]
    pub id: RecordId,
    pub code: &'run str,
    pub value: Money,
}

#[derive(Record)]
pub struct IssueVoucher<'run> {
    pub code: &'run str,
    pub value: Money,
}

#[derive(Record)]
struct Code<'run> {
    code: &'run str,
}

/// Refuses codes of another form, and values that are no values.
#[extension(kind = "validator", name = "CheckVoucher", checks("IssueVoucher"))]
fn check_voucher(_: &ValidatorContext<'_>, new: IssueVoucher<'_>) -> Result<(), Refused> {
    let is_code = new.code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_code || !(6..=20).contains(&new.code.len()) {
        return Err(Refused::Code);
    }
    if new.value <= Money::ZERO {
        return Err(Refused::Amount);
    }
    Ok(())
}

fn find(ctx: &CommandContext<'_>, code: &str) -> Result<Option<RecordId>, Error> {
    sys::unique::<Voucher<'_>, _>(ctx, &Code { code })
}

/// Issues a voucher with a new code.
#[extension(kind = "command", name = "IssueVoucher")]
fn issue_voucher(ctx: &CommandContext<'_>, new: IssueVoucher<'_>) -> Result<Created, Refused> {
    if find(ctx, new.code)?.is_some() {
        return Err(Refused::CodeTaken);
    }
    let id = ctx.new_id();
    Voucher {
        id,
        code: new.code,
        value: new.value,
    }
    .insert(ctx);
    Ok(Created { id })
}

/// Takes an amount from a voucher, as far as its value reaches.
pub fn take(ctx: &CommandContext<'_>, code: &str, wanted: Money) -> Result<Money, Refused> {
    let id = find(ctx, code)?.ok_or_else(|| Refused::NoVoucher(text!("{code}")))?;
    let voucher = Voucher::must_get(ctx, id)?;
    let amount = wanted.min(voucher.value);
    let rest = voucher.value.checked_sub(amount).ok_or(Refused::TooLarge)?;
    let voucher = voucher.update(ctx, |voucher| voucher.value = rest)?;
    if rest == Money::ZERO {
        voucher.deactivate(ctx);
    }
    Ok(amount)
}
