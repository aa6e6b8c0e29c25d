use heeus_sdk::prelude::*;

#[extension(kind = "command")]
#[extension(kind = "query", name = "Other")]
fn f(_: &QueryContext<'_>) {}

#[extension(kind = "command")]
/// A doc comment between the two.
#[heeus_sdk::extension(kind = "command", name = "Third")]
fn g(_: &CommandContext<'_>) {}

fn main() {}
