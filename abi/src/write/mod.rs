//! Writes records, arrays and blocks: the one canonical form of each, by the one piece of code that
//! knows it. Typed and untyped guests and hosts write by it.
//!
//! What is written goes to an [`Out`](crate::Out), which counts where it has no room. So no second piece of code
//! knows how large a block is.

mod array;
mod block;
mod check;
mod flat;
mod record;

pub use array::{write_array, write_payloads, write_scalars};
pub use block::{end_intent, write_intent, write_key};
pub(crate) use check::check_fields;
pub use check::check_name;
pub use flat::{flat_head, head_bytes, is_flat, is_flat_record, write_flat};
pub use record::{Entry, set_slot, write_record};
