//! The Wasm engine against guests written by hand: what the contract promises, and guests that break it.

mod cost;
mod deploy;
mod fault;
mod gate;
mod get;
mod guest;
mod held;
mod kinds;
mod limit;
mod module_limits;
mod outcome;
mod proposals;
mod read;
mod reset;
mod run;
mod stack;
