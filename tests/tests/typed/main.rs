//! The guest `typed` on the whole host: records and entities as structs, contexts by kind. Every
//! scenario runs as wasm and natively, and must have the same outcome.

extern crate alloc;

// Compiled in, so that the native engine finds the extensions.
#[path = "../../guests/typed/src/guest/mod.rs"]
mod guest;

mod errors;
mod events;
mod fields;
mod limits;
mod mismatches;
#[path = "../shared/outcomes.rs"]
mod outcomes;
mod own_fields;
mod parts;
mod platform;
mod records;
mod requests;
mod results;
mod selects;
mod selects_model;
mod support;
mod time;
mod upserts;
mod values;
mod views;
