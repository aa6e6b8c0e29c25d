//! The loyalty programme, which another server runs.

use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, HttpRequest};
use heeus_sdk::values::json;

use crate::error::Refused;
use crate::sales::Moved;

const URL: &str = "https://loyalty.example/visits";

/// A guest of the programme.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "bistro.Guest")]
pub struct Guest {
    #[entity(partition)]
    pub number: alloc::string::String,
    #[entity(default)]
    pub points: i64,
}

/// Reports a paid bill of a guest, and keeps the guest's points.
#[extension(kind = "projector", name = "ReportGuest", after("Pay"))]
fn report_guest(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Refused> {
    let Some(Moved {
        bill,
        is_paid: true,
    }) = Moved::of(ctx, &event)?
    else {
        return Ok(());
    };
    let Some(guest) = bill.guest else {
        return Ok(());
    };
    let token = sys::secret(ctx, "loyalty-token")?;
    let token = token.ok_or(Error::from("there is no loyalty-token"))?;
    let visit = json::object(|visit| {
        visit.put("guest", guest);
        visit.put("bill", bill.id.0);
        visit.put("day", bill.opened);
        visit.put("total", bill.sum);
    });
    let answer = HttpRequest::new("POST", URL)
        .header(&text!("Authorization: Bearer {token}"))
        .json(&visit)
        .timeout(5000)
        .send(ctx)?;
    if answer.status_code != 200 {
        return Err(Error::from(text!("loyalty answers {}", answer.status_code)).into());
    }
    let answer = answer.json()?;
    let points = answer.get("points")?;
    let number = guest.into();
    Guest { number, points }.insert(ctx);
    Ok(())
}
