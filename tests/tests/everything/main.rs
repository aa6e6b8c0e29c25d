//! The guest `everything` on the whole host: each thing that an extension can do, or that can
//! happen to it, with reads in pages and element by element.

mod failures;
mod fields;
mod intents;
mod logs;
mod memory;
#[path = "../shared/outcomes.rs"]
mod outcomes;
mod reads;
mod storages;
mod support;
mod texts;
