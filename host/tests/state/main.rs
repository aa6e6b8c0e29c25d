//! The state of a partition, through its public interface.

mod absent;
mod apply;
mod commands;
mod errors;
mod failures;
mod fakes;
mod inputs;
mod limits;
mod mails;
mod matrix;
mod model;
mod new_ids;
mod order;
mod partitions;
mod ranges;
mod reads;
mod requests;
mod support;
mod tables;
mod unique_model;
mod uniques;
