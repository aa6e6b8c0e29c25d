use heeus_sdk::prelude::*;

#[extension(kind = "projector", after = "NewOrder")]
fn a_value(_: &ProjectorContext) {}

#[extension(kind = "projector", after(NewOrder))]
fn a_word(_: &ProjectorContext) {}

#[extension(kind = "projector", after())]
fn nothing(_: &ProjectorContext) {}

#[extension(kind = "projector", after("NewOrder"), sync = true)]
fn a_flag(_: &ProjectorContext) {}

fn main() {}
