//! What the extensions here are about.

use heeus_sdk::{Entity, Record};

/// What is ordered.
#[derive(Record, Clone, Copy)]
pub struct Order {
    pub day: i32,
    pub price: i64,
}

/// What an order comes to.
#[derive(Record)]
pub struct Total {
    pub total: i64,
}

/// What is looked for, borrowed from the run.
#[derive(Record, Clone, Copy)]
pub struct Search<'run> {
    pub text: &'run str,
}

/// What the orders of a day come to. Its fields are not in the order of their names.
#[derive(Entity, Clone)]
#[entity(view = "shop.Day")]
pub struct Daily {
    #[entity(partition)]
    pub year: i32,
    #[entity(clustering)]
    pub day: i32,
    pub amount: i64,
}

/// What is in stock.
#[derive(Entity)]
#[entity(record = "shop.Article")]
pub struct Article {
    #[entity(id)]
    pub id: heeus_sdk::RecordId,
    pub name: String,
}
