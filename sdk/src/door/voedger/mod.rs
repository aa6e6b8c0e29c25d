//! The door to Voedger, by its ABI `0_0_1`: a host call for each field.

mod calls;
mod env;
mod fields;
mod handle;
mod lookup;
mod put;
mod read;

pub(crate) use calls::{get_elem, intend, respond};
pub(crate) use handle::{arguments, begin};
pub(crate) use lookup::{
    bytes_at, finder, is_of, item, item_bytes, len, look_up, look_up_optional,
};
pub(crate) use read::{on_read_value, read_elems};
