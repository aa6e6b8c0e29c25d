//! `#[derive(Entity)]`: the parts of views, records and singletons beside the fields of a struct.

mod check;
mod emit;

pub use check::{CLUSTERING, ID, PARTITION, RECORD, SINGLETON, VIEW, check};
pub use emit::{emit, kind_words};
