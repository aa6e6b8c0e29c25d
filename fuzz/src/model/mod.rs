//! A second decoder of the contract's blocks, written from ABI.md alone: slow, and as simple as can be.
//!
//! It does not check that bytes have the one canonical form. It follows whatever they say to a content, writes that content
//! anew, and accepts the bytes where both are the same. So it has nothing in common with the checker of `heeus-abi`.

mod block;
mod manifest;
mod read;
mod record;
mod write;

pub use block::{Intent, Key, Line, Outcome, intent, key, line, outcome, page};
pub use manifest::{Declared, Told, manifest, write_manifest};
pub use record::{Record, Value, array, is_qname, record};
pub use write::{
    write_array, write_intent, write_key, write_line, write_outcome, write_page, write_record,
};

/// Bytes of a block at most (section 13).
pub const MOST_BYTES: usize = 16_777_216;
/// Fields of a record at most.
pub const MOST_FIELDS: usize = 1_024;
/// Bytes of a name at most.
pub const MOST_NAME: usize = 255;
/// Bytes of a record up to the end of its names at most.
pub const MOST_HEAD: usize = 65_535;
/// Depth of a record in records at most.
pub const MOST_DEPTH: usize = 8;
/// Items of an array at most.
pub const MOST_ITEMS: usize = 1_048_576;
