use heeus_sdk::prelude::*;

#[extension(kind = "command", after("NewOrder"))]
fn command(_: &CommandContext) {}

#[extension(kind = "validator", after("NewOrder"))]
fn validator(_: &ValidatorContext) {}

#[extension(kind = "job", sync)]
fn job(_: &JobContext) {}

fn main() {}
