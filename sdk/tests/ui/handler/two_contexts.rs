use heeus_sdk::prelude::*;

#[extension(kind = "command")]
fn two(_: &CommandContext<'_>, _: &QueryContext<'_>) {}

fn main() {}
