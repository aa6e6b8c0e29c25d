use heeus_sdk::prelude::*;

#[extension(kind = "projector", after("", "orders.", ".NewOrder"))]
fn projector(_: &ProjectorContext) {}

#[extension(kind = "validator", checks("a\0"))]
fn validator(_: &ValidatorContext) {}

fn main() {}
