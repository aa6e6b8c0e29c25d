//! The same stories as in `ext.lua`. Their outcome must be the same on every engine.
//!
//! The tests also compile the module `guest` into themselves, where it runs natively.
#![no_std]

extern crate alloc;

mod guest;
