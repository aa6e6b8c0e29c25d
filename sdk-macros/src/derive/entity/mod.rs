//! `#[derive(Entity)]`: the parts of views, records and singletons beside the fields of a struct.

mod check;
mod emit;
mod part;
mod unique;

pub use check::check;
pub use emit::{emit, kind_words};
