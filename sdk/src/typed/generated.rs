//! What code of the derive macros calls.

use heeus_abi::FieldType;

use super::field::ToField;
use crate::state::{QName, RecordId};

/// An entry of the manifest with the numbers of types in their places.
pub const fn with_types<const BYTES: usize, const TYPES: usize>(
    mut entry: [u8; BYTES],
    types: [(usize, FieldType); TYPES],
) -> [u8; BYTES] {
    let mut rest: &[_] = &types;
    while let [(at, ty), more @ ..] = rest {
        entry[*at] = *ty as u8;
        rest = more;
    }
    entry
}

/// Types that a key field may have: those that have an order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a key field",
    label = "not a type that keys are ordered by",
    note = "key fields are integers, f32, f64, bool, texts, bytes, QName or RecordId; they are always there, so no Option, and neither records nor arrays"
)]
pub trait KeyField: ToField {}

/// The type of the id of a record: `RecordId`.
#[diagnostic::on_unimplemented(
    message = "the id of a record is a `RecordId`, not `{Self}`",
    label = "expected `RecordId`"
)]
pub trait IdField: ToField {}

impl IdField for RecordId {}

macro_rules! key_fields {
    ($($ty:ty)+) => { $(impl KeyField for $ty {})+ };
}

key_fields! {
    i8 i16 i32 i64 u8 u16 u32 f32 f64 bool RecordId
    &str alloc::string::String &[u8] alloc::vec::Vec<u8> QName<'_>
}

/// The type of a key field.
pub const fn key_type<T: KeyField>() -> FieldType {
    T::TYPE
}

/// The type of a record's id.
pub const fn id_type<T: IdField>() -> FieldType {
    T::TYPE
}
