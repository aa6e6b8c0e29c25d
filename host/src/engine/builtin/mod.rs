//! The builtin engine: extensions that are compiled into this program. No other place names the
//! guest's SDK.

mod builder;
mod deadline;
mod engine;
mod host;
mod module;
mod unwind;

pub use builder::BuiltinBuilder;
pub use engine::BuiltinEngine;
pub use module::BuiltinModule;
