use heeus_sdk::prelude::*;
use heeus_sdk::sys::Subject;

fn name(ctx: &ProjectorContext<'_>) -> Result<bool, Error> {
    Ok(Subject::get(ctx)?.name.is_empty())
}

fn main() {}
