use heeus_sdk::prelude::*;
use heeus_sdk::sys::LoggedEvent;

fn count(ctx: &ValidatorContext<'_>) -> Result<i32, Error> {
    let mut count = 0;
    LoggedEvent::for_each(ctx, 1, None, |_| count += 1)?;
    Ok(count)
}

fn main() {}
