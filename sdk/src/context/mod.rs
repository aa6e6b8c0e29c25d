//! Kinds as types: the context that an extension of a kind receives, and its access to storages.

pub mod access;
mod kinds;
mod new_id;

pub use kinds::{
    CommandContext, Context, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
