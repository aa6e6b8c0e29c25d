//! Each file is about one part of the typed layer.

mod errors;
mod fields;
mod limits;
mod platform;
mod records;
mod requests;
mod results;
mod views;
