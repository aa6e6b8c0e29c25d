use heeus_sdk::prelude::*;

#[extension(kind = "projector")]
fn follow(ctx: &ProjectorContext<'_>) {
    let _ = ctx.new_id();
}

fn main() {}
