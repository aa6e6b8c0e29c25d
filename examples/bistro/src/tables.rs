//! The tables and their open bills.

use heeus_sdk::prelude::*;

/// The room that all tables are in, so that a query can read them together.
pub const ROOM: i32 = 1;

/// A table, and the number of its open bills.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "bistro.Table")]
pub struct TableState {
    #[entity(partition)]
    pub room: i32,
    #[entity(clustering)]
    pub table: i32,
    #[entity(default)]
    pub bills: i32,
}

#[derive(Record, Debug, PartialEq)]
pub struct OpenTable {
    pub table: i32,
    pub bills: i32,
}

/// Returns the tables with open bills.
#[extension(kind = "query", name = "OpenTables")]
fn open_tables(ctx: &QueryContext<'_>) -> Result<(), Error> {
    TableState::for_each(ctx, ROOM, |TableState { table, bills, .. }| {
        if bills > 0 {
            ctx.result(&OpenTable { table, bills });
        }
    })
}
