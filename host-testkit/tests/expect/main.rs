//! The kit, on guests in wasm text: the expectations that hold, its failures, and the lines that
//! they blame.

mod blessing;
mod bounds;
mod costs;
mod failure;
mod failures;
mod fakes;
mod golden;
mod guest;
mod intents;
mod kit;
mod rebuilt;
mod records;
mod rendering;
mod requests;
mod rows;
mod scenario;
mod shape;
mod snapshot;
mod twins;
mod typed;
mod unused;
mod usage;
mod vocabulary;
