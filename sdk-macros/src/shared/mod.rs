//! Helpers of all macros: tokens, names, paths, and errors.

pub mod attributes;
pub mod braces;
pub mod diag;
pub mod lifetimes;
pub mod list;
pub mod path;
pub mod settings;
pub mod span_range;
pub mod suggest;
pub mod text;
