//! A second decoder of the contract's blocks, written from ABI.md alone: slow, and as simple as can
//! be.
//!
//! It does not check that bytes have the canonical form. It reads a content from the bytes,
//! wherever their offsets lead, writes that content again, and accepts the bytes if both are the
//! same. So it has nothing in common with the checker of `heeus-abi`.

mod block;
mod manifest;
mod read;
mod record;
mod write;

pub use block::{Intent, Key, Line, Outcome, Range, intent, key, line, outcome, page, read_key};
pub use manifest::{Declared, EntryContent, PROJECTOR, VALIDATOR, manifest, write_manifest};
pub use record::{Record, Value, array, is_qname, record};
pub use write::{
    write_array, write_intent, write_key, write_line, write_outcome, write_page, write_record,
};

/// The most bytes of a block (section 13).
pub const MOST_BYTES: usize = 16_777_216;
/// The most fields of a record.
pub const MOST_FIELDS: usize = 1_024;
/// The most bytes of a name.
pub const MOST_NAME: usize = 255;
/// The most bytes of a record up to the end of its names.
pub const MOST_HEAD: usize = 65_535;
/// The greatest depth of a record in records.
pub const MOST_DEPTH: usize = 8;
/// The most items of an array.
pub const MOST_ITEMS: usize = 1_048_576;
