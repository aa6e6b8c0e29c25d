use heeus_sdk::prelude::*;

struct Plain;

#[extension(kind = "projector")]
fn f(_: &ProjectorContext<'_>, _: Event<'_, Plain>) {}

fn main() {}
