//! `#[derive(Entity)]`: what a view, a record and a singleton have besides the fields of a struct.

mod check;
mod emit;

pub use check::{CLUSTERING, ID, PARTITION, RECORD, SINGLETON, VIEW, check};
pub use emit::{emit, kind_words};
