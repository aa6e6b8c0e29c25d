//! Extensions as authors write them: structs as records and entities, contexts by kind.
//!
//! The tests compile the module `guest` into themselves too: there it runs natively.
#![no_std]

extern crate alloc;

mod guest;
