//! The same stories as in `ext.lua`: what every engine must come to the same with.
//!
//! The tests compile the module `guest` into themselves too: there it runs natively.
#![no_std]

extern crate alloc;

mod guest;
