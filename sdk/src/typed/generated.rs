//! Functions and traits for code of the derive macros.

use core::fmt;

use crate::run::encode::FieldValue;
use heeus_abi::manifest::type_byte;
use heeus_abi::{FieldDesc, FieldType};

use super::field::ToField;

use super::record::{FieldShape, FieldSlots, Shape};
use crate::error::Error;
use crate::untyped::{QName, RecordId};

/// Passes a record of these fields to `$take`: a flat record of `$size` bytes if all fields are
/// scalars and none is optional.
#[doc(hidden)]
#[macro_export]
macro_rules! __take_record {
    ($take:expr, $fields:expr, $size:literal, [$($value:expr),* $(,)?]) => {
        if const { $crate::__private_1::is_flat_record($fields) } {
            $take(&$crate::__private_1::Flat::new(
                const { &$crate::__private_1::flat_head::<$size>($fields) },
                &[$($crate::__private_1::FieldValue::slot(&$value)),*],
            ))
        } else {
            $take(&$crate::__private_1::RecordSource::new($fields, &[$($value),*]))
        }
    };
}

/// Returns the field at this place.
///
/// # Panics
/// At compile time, if there is none.
pub const fn field_desc(fields: &[FieldDesc], at: usize) -> FieldDesc {
    fields[at]
}

/// Returns the byte that declares the type of the field at this place, and that it is optional.
///
/// # Panics
/// At compile time, if there is no such field.
pub const fn type_at(shape: &Shape, at: usize) -> u8 {
    let field = &shape.fields[at];
    type_byte(field.ty, field.optional)
}

/// Returns an entry of the manifest with the bytes of types in their places.
pub const fn with_types<const BYTES: usize, const TYPES: usize>(
    mut entry: [u8; BYTES],
    types: [(usize, u8); TYPES],
) -> [u8; BYTES] {
    let mut rest: &[_] = &types;
    while let [(at, ty), more @ ..] = rest {
        entry[*at] = *ty;
        rest = more;
    }
    entry
}

/// A type that a key field may have: its values have an order.
// The trait has no supertrait, so that the compiler's error for another type says no more than
// that.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a key field",
    label = "not a type of a key field",
    note = "key fields are i8 to i64, u8 to u32, f32, f64, bool, &str, String, &[u8], Vec<u8>, \
            QName, RecordId, and types around these that derive `Field`; a key field is never \
            optional, so there is no Option, and it has an order, so there are no records and no \
            arrays",
    note = "an enum derives `Field`; in place of u64 and usize take i64; of a date `Date`, of a \
            time `Timestamp`; a type with `#[field(convert)]` is also `Clone`, `PartialEq` and \
            `Debug`"
)]
pub trait KeyField<'a>: Sized {
    /// The type on the wire.
    const WIRE: FieldType;
    /// Set if the field is optional.
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;
    /// The shape of the field, without a name yet.
    #[doc(hidden)]
    const FIELD_SHAPE: FieldShape;

    /// The value, to be written into a record.
    #[doc(hidden)]
    fn to_value(&self) -> FieldValue<'_>;

    /// Returns whether both are the same on the wire.
    #[doc(hidden)]
    fn is_same(&self, other: &Self) -> bool;

    /// Reads a field that was looked up.
    ///
    /// # Errors
    /// If it does not fit the type.
    #[doc(hidden)]
    fn must(fields: &FieldSlots<'_, 'a>, index: usize) -> Result<Self, Error>;

    /// A clone, for the struct of the key.
    #[doc(hidden)]
    fn cloned(&self) -> Self;

    /// Returns whether both are the same, for the struct of the key.
    #[doc(hidden)]
    fn is(&self, other: &Self) -> bool;

    /// The value to show, for the struct of the key.
    #[doc(hidden)]
    fn as_debug(&self) -> &dyn fmt::Debug;
}

/// The type of the id of a record: `RecordId`, or a type around it that derives `Field`.
#[diagnostic::on_unimplemented(
    message = "the id of a record is a `RecordId`, not `{Self}`",
    label = "expected `RecordId`, or a struct around one that derives `Field`"
)]
pub trait IdField: Sized {
    /// The type on the wire.
    const WIRE: FieldType;
    /// Set if the field is optional.
    const IS_OPTIONAL: bool = false;
    /// The shape of the field, without a name yet.
    const FIELD_SHAPE: FieldShape;

    /// The value, to be written into a record.
    fn to_value(&self) -> FieldValue<'_>;

    /// Returns whether both are the same on the wire.
    fn is_same(&self, other: &Self) -> bool;

    /// Reads a field that was looked up.
    ///
    /// # Errors
    /// If it does not fit the type.
    fn must(fields: &FieldSlots<'_, '_>, index: usize) -> Result<Self, Error>;
}

#[diagnostic::do_not_recommend]
impl IdField for RecordId {
    const WIRE: FieldType = <Self as ToField>::TYPE;
    const FIELD_SHAPE: FieldShape = <Self as ToField>::SHAPE;

    #[inline]
    fn to_value(&self) -> FieldValue<'_> {
        ToField::to_field(self)
    }

    #[inline]
    fn is_same(&self, other: &Self) -> bool {
        ToField::same(self, other)
    }

    #[inline]
    fn must(fields: &FieldSlots<'_, '_>, index: usize) -> Result<Self, Error> {
        fields.must(index)
    }
}

macro_rules! key_fields {
    ($($ty:ty)+) => { $(
        #[diagnostic::do_not_recommend]
        impl<'a> KeyField<'a> for $ty {
            const WIRE: FieldType = <Self as ToField>::TYPE;
            const FIELD_SHAPE: FieldShape = <Self as ToField>::SHAPE;

            #[inline]
            fn to_value(&self) -> FieldValue<'_> {
                ToField::to_field(self)
            }

            #[inline]
            fn is_same(&self, other: &Self) -> bool {
                ToField::same(self, other)
            }

            #[inline]
            fn must(fields: &FieldSlots<'_, 'a>, index: usize) -> Result<Self, Error> {
                fields.must(index)
            }

            #[inline]
            fn cloned(&self) -> Self {
                self.clone()
            }

            #[inline]
            fn is(&self, other: &Self) -> bool {
                PartialEq::eq(self, other)
            }

            #[inline]
            fn as_debug(&self) -> &dyn fmt::Debug {
                self
            }
        }
    )+ };
}

key_fields! {
    i8 i16 i32 i64 u8 u16 u32 f32 f64 bool RecordId
    &'a str alloc::string::String &'a [u8] alloc::vec::Vec<u8> QName<'a>
}
