use heeus_sdk::prelude::*;

#[extension(kind = "projector", after("NewOrder", "orders.Order", "NewOrder"))]
fn one_name(_: &ProjectorContext) {}

#[extension(kind = "projector", after("NewOrder"), after("Order"), sync, sync)]
fn settings(_: &ProjectorContext) {}

fn main() {}
