use heeus_sdk::prelude::*;

#[extension(kind = "projector", checks("NewOrder"))]
fn projector(_: &ProjectorContext) {}

#[extension(kind = "query", checks("NewOrder"))]
fn query(_: &QueryContext) {}

fn main() {}
