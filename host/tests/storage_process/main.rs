//! Durable storages and processes: the remains of a killed one, one that cannot write, and a second
//! one.

mod another;
mod crash;
mod process;
#[path = "../storage/support.rs"]
mod support;
mod unwritable;
