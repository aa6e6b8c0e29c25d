//! Extensions as authors write them: structs as records and entities, contexts by kind.
//!
//! The tests also compile the module `guest` into themselves, where it runs natively.
#![no_std]

extern crate alloc;

mod guest;
