//! Writes records, arrays and blocks in their one canonical form. Only this code knows that form;
//! typed and untyped guests and hosts use it.
//!
//! The output goes to a [`BlockWriter`](crate::BlockWriter), which only counts if it has no buffer.
//! No second piece of code has to know the size of a block.

mod array;
mod block;
mod check;
mod flat;
mod range;
mod record;

pub use crate::name::is_usual_name;
pub use array::{write_array, write_payloads, write_scalars};
pub use block::{end_intent, write_intent, write_key};
pub(crate) use check::check_fields;
pub use check::check_name;
pub use flat::{flat_head, head_bytes, is_flat, is_flat_record, write_flat};
pub use range::write_range;
pub use record::{Entry, set_slot, write_record};
