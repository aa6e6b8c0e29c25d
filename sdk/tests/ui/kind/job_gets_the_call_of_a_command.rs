use heeus_sdk::prelude::*;
use heeus_sdk::sys::CommandCall;

fn workspace(ctx: &JobContext<'_>) -> Result<i64, Error> {
    Ok(CommandCall::get(ctx)?.workspace)
}

fn main() {}
