//! Rust types whose values are bytes in a block: texts, names, byte strings, whole arrays.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_abi::{ArrayRef, FieldType, RecordRef};

use crate::arena::small_vec::{owned_bytes, owned_text};
use crate::door;
use crate::untyped::{Items, QName};

/// A type whose values are bytes in a block.
pub(super) trait BytesField<'a> {
    /// The type on the wire.
    const TYPE: FieldType;

    /// The bytes of the value.
    fn payload(&self) -> &[u8];

    /// The value of bytes from a host.
    fn of(bytes: &'a [u8]) -> Self;

    /// The value at the place that a slot of a record from a host gives.
    fn at(record: RecordRef<'a>, slot: u64) -> Self;
}

macro_rules! payloads {
    ($from:expr, $at:expr; $($ty:ty, $kind:ident, $bytes:expr, $of:expr;)+) => {$(
        impl<'a> BytesField<'a> for $ty {
            const TYPE: FieldType = FieldType::$kind;

            #[inline]
            fn payload(&self) -> &[u8] {
                $bytes(self)
            }

            #[inline]
            fn of(bytes: &'a [u8]) -> Self {
                $of($from(bytes))
            }

            #[inline]
            fn at(record: RecordRef<'a>, slot: u64) -> Self {
                $of($at(record, slot))
            }
        }
    )+};
}

payloads! {
    door::text, door::text_at;
    &'a str, Str, |v: &'_ Self| v.as_bytes(), |text| text;
    String, Str, Self::as_bytes, owned_text;
    QName<'a>, QName, |v: &'_ Self| v.0.as_bytes(), Self;
}

payloads! {
    |bytes| bytes, door::payload;
    &'a [u8], Bytes, |v: &'_ Self| *v, |bytes| bytes;
    Vec<u8>, Bytes, Self::as_slice, owned_bytes;
    Items<'a>, Array, |v: &'_ Self| v.array().as_bytes(), |v| Self::new(ArrayRef::trusted(v));
}
