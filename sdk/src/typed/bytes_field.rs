//! Rust types whose values are bytes in a block: texts, names, byte strings, whole arrays.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_abi::{ArrayRef, FieldType};

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
}

macro_rules! payloads {
    ($($ty:ty, $kind:ident, $bytes:expr, $of:expr;)+) => {$(
        impl<'a> BytesField<'a> for $ty {
            const TYPE: FieldType = FieldType::$kind;

            #[inline]
            fn payload(&self) -> &[u8] {
                $bytes(self)
            }

            #[inline]
            fn of(bytes: &'a [u8]) -> Self {
                $of(bytes)
            }
        }
    )+};
}

payloads! {
    &'a str, Str, |v: &'_ Self| v.as_bytes(), door::text;
    String, Str, Self::as_bytes, |bytes| Self::from(door::text(bytes));
    &'a [u8], Bytes, |v: &'_ Self| *v, |bytes| bytes;
    Vec<u8>, Bytes, Self::as_slice, Self::from;
    QName<'a>, QName, |v: &'_ Self| v.0.as_bytes(), |bytes| Self(door::text(bytes));
    Items<'a>, Array, |v: &'_ Self| v.array().as_bytes(),
        |bytes| Self::new(ArrayRef::trusted(bytes));
}
