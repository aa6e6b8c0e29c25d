use heeus_sdk::prelude::*;
use heeus_sdk::sys::JobCall;

fn workspace(ctx: &QueryContext<'_>) -> Result<i64, Error> {
    Ok(JobCall::get(ctx)?.workspace)
}

fn main() {}
