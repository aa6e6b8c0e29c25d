#![deny(unused_must_use)]

use heeus_sdk::prelude::*;

#[derive(Entity)]
#[entity(view = "shop.Totals")]
struct Totals {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    month: i32,
    amount: i64,
}

fn read(_: &QueryContext<'_>) {
    Totals::select(2026).reverse();
}

fn main() {}
