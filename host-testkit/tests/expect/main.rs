//! The kit, on guests in wasm text: what it accepts, how it fails, and on which line of the test.

mod failure;
mod failures;
mod guest;
mod intents;
mod kit;
mod records;
mod requests;
mod rows;
mod standins;
mod usage;
