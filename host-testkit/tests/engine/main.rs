//! The Wasm engine against guests written by hand: what the contract promises, and guests that break it.

mod deploy;
mod fault;
mod gate;
mod get;
mod guest;
mod kinds;
mod limit;
mod outcome;
mod read;
mod reset;
mod run;
mod stack;
