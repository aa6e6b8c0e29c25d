use heeus_sdk::prelude::*;

fn offset(ctx: &CommandContext<'_>) -> Result<i64, Error> {
    let event: Event<'_, ()> = Event::get(ctx)?;
    event.wlog_offset()
}

fn main() {}
