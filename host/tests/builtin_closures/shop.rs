//! The records and entities of these tests.

use heeus_sdk::{Entity, Record};

/// An order.
#[derive(Record, Clone, Copy)]
pub struct Order {
    pub day: i32,
    pub price: i64,
}

/// The total of an order.
#[derive(Record)]
pub struct Total {
    pub total: i64,
}

/// A search, borrowed from the run.
#[derive(Record, Clone, Copy)]
pub struct Search<'run> {
    pub text: &'run str,
}

/// The totals of a day's orders. Its fields are not in the order of their names.
#[derive(Entity, Clone)]
#[entity(view = "shop.Day")]
pub struct Daily {
    #[entity(partition)]
    pub year: i32,
    #[entity(clustering)]
    pub day: i32,
    pub amount: i64,
}

/// An article in stock.
#[derive(Entity)]
#[entity(record = "shop.Article")]
pub struct Article {
    #[entity(id)]
    pub id: heeus_sdk::RecordId,
    pub name: String,
}
