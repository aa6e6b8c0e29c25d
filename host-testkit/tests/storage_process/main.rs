//! Durable storages and processes: what is left of one that was killed, what one does that cannot write, and a second one.

mod another;
mod crash;
mod process;
#[path = "../storage/support.rs"]
mod support;
mod unwritable;
