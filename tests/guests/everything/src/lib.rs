//! One extension for each thing that an extension can do, or that can happen to it.
#![no_std]

extern crate alloc;

mod arrays;
mod entities;
mod failures;
mod fields;
mod intents;
mod logs;
mod memory;
mod reads;
mod storages;
mod texts;
