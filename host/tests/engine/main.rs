//! The Wasm engine on guests written by hand: the promises of the contract, and broken ones.

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
mod new_ids;
mod outcome;
mod proposals;
mod read;
mod reset;
mod run;
mod stack;
mod uniques;
