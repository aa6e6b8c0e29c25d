use heeus_sdk::prelude::*;
use heeus_sdk::sys::JobCall;

fn time(ctx: &QueryContext<'_>) -> Result<i64, Error> {
    Ok(JobCall::get(ctx)?.started_at)
}

fn main() {}
