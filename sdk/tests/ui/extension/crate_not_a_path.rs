use heeus_sdk::{JobContext, entity, extension};

#[extension(kind = "job", crate = "heeus sdk")]
fn words(_: &JobContext<'_>) {}

#[extension(kind = "job", crate = 5)]
fn number(_: &JobContext<'_>) {}

#[extension(kind = "job", crate = "heeus_sdk", crate = "heeus_sdk")]
fn twice(_: &JobContext<'_>) {}

entity! {
    crate = "",
    CONFIG = singleton "shop.Config" { value { Limit: i64 } }
}

fn main() {
    let _ = CONFIG;
}
