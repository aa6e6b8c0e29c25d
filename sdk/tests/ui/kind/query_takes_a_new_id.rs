use heeus_sdk::prelude::*;

#[extension(kind = "query")]
fn next(ctx: &QueryContext<'_>) {
    let _ = ctx.new_id();
}

fn main() {}
