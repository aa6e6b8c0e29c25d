//! Measurements of the cost of calls and the size of guests.
//!
//! `make bench` and `make size` print a table for people and then one line `figure <name> <value>`
//! for each figure, and write the same numbers as JSON into the target directory. A figure of `make
//! bench` is a quotient of two things that ran in turns in the same process, or a number that does
//! not depend on time, because a time by itself says nothing about another machine. The exception
//! is the time that an author waits for the tests after an edit: the threshold there is a person's
//! patience.

pub mod anatomy;
pub mod backtraces;
pub mod figure;
pub mod figures;
mod folder;
mod host_share;
#[cfg(feature = "peers")]
pub mod peers;
mod raw_instance;
mod setup;
pub mod shapes;
mod shop;
pub mod size;
pub mod timing;
mod typed_call;

/// Any error on the way to a figure.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
