//! The books, which are closed day by day.

use heeus_sdk::prelude::*;

use crate::error::Refused;

/// The books of the restaurant.
#[derive(Entity, Clone)]
#[entity(singleton = "bistro.Books")]
pub struct Books {
    /// The last day that is closed.
    pub closed: Option<Date>,
}

impl Books {
    /// Refuses a day that is closed.
    pub fn check(ctx: &CommandContext<'_>, day: Date) -> Result<(), Refused> {
        let closed = Self::get(ctx)?.and_then(|books| books.closed);
        if closed.is_some_and(|closed| closed >= day) {
            return Err(Refused::Closed(day));
        }
        Ok(())
    }

    /// The day of a run, which must not be closed.
    pub fn open_day(ctx: &CommandContext<'_>) -> Result<Date, Refused> {
        let today = ctx.now()?.date();
        Self::check(ctx, today)?;
        Ok(today)
    }
}
