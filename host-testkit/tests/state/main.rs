//! The state of a partition through its public door.

mod apply;
mod errors;
mod inputs;
mod limits;
mod matrix;
mod model;
mod order;
mod reads;
mod support;
mod tables;
