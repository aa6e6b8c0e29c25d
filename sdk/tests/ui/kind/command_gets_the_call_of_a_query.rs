use heeus_sdk::prelude::*;
use heeus_sdk::sys::QueryCall;

fn workspace(ctx: &CommandContext<'_>) -> Result<i64, Error> {
    Ok(QueryCall::get(ctx)?.workspace)
}

fn main() {}
