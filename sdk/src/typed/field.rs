//! Rust types as fields of records.

use alloc::string::String;
use alloc::vec::Vec;

use crate::run::encode::{Encode, FieldValue};
use heeus_abi::float::{f32_bits, f64_bits};
use heeus_abi::{BlockWriter, FieldType, RecordRef, same_bytes};

use super::bytes_field::BytesField;
use super::record::{FieldShape, FieldSlots, Record, Shape, Slot, ToRecord};
use crate::door;
use crate::error::Error;
use crate::untyped::{FromField as _, Items, QName, RecordId};

/// A type that a field of a struct may have, in structs that are written.
///
/// | Rust | on the wire |
/// |---|---|
/// | `i32`, `i64`, `f32`, `f64`, `bool` | the same |
/// | `i8`, `i16`, `u8`, `u16` | i32; a read refuses a number that does not fit |
/// | `u32` | i64; a read refuses a number that does not fit |
/// | `&str`, `String` | string |
/// | `&[u8]`, `Vec<u8>` | bytes |
/// | [`QName`] | qname |
/// | [`RecordId`] | record id |
/// | [`Date`](crate::values::Date), [`Money`](crate::values::Money), [`Timestamp`](crate::values::Timestamp) | i32, i64, i64 |
/// | a struct that derives [`Record`](macro@crate::Record), [`WasmStateElement`](crate::untyped::WasmStateElement) | record |
/// | an enum that derives [`Field`](macro@crate::Field) | string or i32; a read refuses other values |
/// | a struct around one value that derives `Field` | as the value |
/// | a type that derives `Field` and implements [`Convert`](super::Convert) | as its `Wire` |
/// | `Vec` of any of these, without optional ones and arrays; [`Items`] | array |
/// | `Option` of any of these | no field for `None` |
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not a type of the contract",
    note = "fields are i8 to i64, u8 to u32, f32, f64, bool, &str, String, &[u8], Vec<u8>, QName, \
            RecordId, types that derive `Record` or `Field`, a Vec of any of these and an Option \
            of any of these",
    note = "a struct with named fields derives `Record`, an enum and a struct around one value \
            derive `Field`; in place of u64 and usize take i64; of a date `Date`, of a time \
            `Timestamp`; of char, String; of a map, a tuple or a Vec in a Vec, a Vec of structs"
)]
pub trait ToField {
    /// The type on the wire.
    const TYPE: FieldType;
    /// Set if the field is optional.
    const OPTIONAL: bool = false;
    /// Type of the items of an array, if it is known.
    const ITEMS: Option<FieldType> = None;
    /// Fields of a record, or of the records in an array.
    #[doc(hidden)]
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = None;
    /// The constants above, for a field without a name yet.
    #[doc(hidden)]
    const SHAPE: FieldShape = FieldShape {
        name: "",
        ty: Self::TYPE,
        optional: Self::OPTIONAL,
        items: Self::ITEMS,
        fields: Self::RECORD_SHAPE,
    };

    /// The value, to be written into a record.
    #[doc(hidden)]
    fn to_field(&self) -> FieldValue<'_>;

    /// Returns whether both are the same on the wire.
    #[doc(hidden)]
    #[inline]
    fn same(&self, other: &Self) -> bool {
        same_values(self.to_field(), other.to_field())
    }
}

/// A type that a field of a struct may have, in structs that are read. See [`ToField`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not a type of the contract",
    note = "fields are i8 to i64, u8 to u32, f32, f64, bool, &str, String, &[u8], Vec<u8>, QName, \
            RecordId, types that derive `Record` or `Field`, a Vec of any of these and an Option \
            of any of these",
    note = "a struct with named fields derives `Record`, an enum and a struct around one value \
            derive `Field`; in place of u64 and usize take i64; of a date `Date`, of a time \
            `Timestamp`; of char, String; of a map, a tuple or a Vec in a Vec, a Vec of structs"
)]
pub trait ReadField<'a>: ToField + Sized {
    // Generated code uses no other trait for a field's type: then a wrong type is one error.
    #[doc(hidden)]
    const WIRE: FieldType = <Self as ToField>::TYPE;
    #[doc(hidden)]
    const IS_OPTIONAL: bool = <Self as ToField>::OPTIONAL;
    #[doc(hidden)]
    const FIELD_SHAPE: FieldShape = <Self as ToField>::SHAPE;
    /// Set if [`Unfit::Inside`] is the reason alone, without a place.
    #[doc(hidden)]
    const HAS_REASON: bool = false;

    /// The value, to be written into a record.
    #[doc(hidden)]
    #[inline]
    fn to_value(&self) -> FieldValue<'_> {
        self.to_field()
    }

    /// Returns whether both are the same on the wire.
    #[doc(hidden)]
    #[inline]
    fn is_same(&self, other: &Self) -> bool {
        self.same(other)
    }

    /// Reads the value of a slot. A slot without a value is an error unless the type is optional.
    #[doc(hidden)]
    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit>;

    /// Reads a field that was looked up.
    #[doc(hidden)]
    #[inline]
    fn must(fields: &FieldSlots<'_, 'a>, index: usize) -> Result<Self, Error> {
        fields.must(index)
    }

    /// Reads a field that was looked up, `None` if it is absent.
    #[doc(hidden)]
    #[inline]
    fn find(fields: &FieldSlots<'_, 'a>, index: usize) -> Result<Option<Self>, Error> {
        fields.must(index)
    }
}

/// The reason why a field of the right type is not a value of the Rust type.
#[doc(hidden)]
pub enum Unfit {
    /// A number is out of the type's range.
    Range,
    /// The items of an array are of another type.
    Items,
    /// A record inside does not fit, or a value is none of the Rust type's.
    Inside(Error),
}

/// Returns whether two values of a field are the same on the wire.
#[inline]
fn same_values(one: FieldValue<'_>, other: FieldValue<'_>) -> bool {
    match (one, other) {
        (FieldValue::Absent, FieldValue::Absent) => true,
        (FieldValue::Scalar(one), FieldValue::Scalar(other)) => one == other,
        (FieldValue::Bytes(one), FieldValue::Bytes(other)) => same_bytes(one, other),
        // Types that are encoded have a comparison of their own.
        _ => false,
    }
}

macro_rules! scalars {
    ($($ty:ty, $kind:ident, $slot:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToField for $ty {
            const TYPE: FieldType = FieldType::$kind;

            #[inline]
            fn to_field(&self) -> FieldValue<'_> {
                FieldValue::Scalar($slot(*self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadField<'a> for $ty {
            #[inline]
            fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
                Ok(Self::from_slot(slot.bits, record))
            }
        }
    )+};
}

scalars! {
    i32, I32, |v: i32| u64::from(v.cast_unsigned());
    i64, I64, i64::cast_unsigned;
    f32, F32, |v: f32| u64::from(f32_bits(v));
    f64, F64, f64_bits;
    bool, Bool, u64::from;
    RecordId, Id, |v: RecordId| v.0.cast_unsigned();
}

macro_rules! narrow {
    ($($ty:ty, $wide:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToField for $ty {
            const TYPE: FieldType = <$wide as ToField>::TYPE;

            #[inline]
            fn to_field(&self) -> FieldValue<'_> {
                FieldValue::Scalar(<$wide>::from(*self).to_field().slot())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadField<'a> for $ty {
            #[inline]
            fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
                Self::try_from(<$wide>::from_slot(slot.bits, record)).map_err(|_| Unfit::Range)
            }
        }
    )+};
}

narrow! {
    i8, i32;
    i16, i32;
    u8, i32;
    u16, i32;
    u32, i64;
}

macro_rules! payloads {
    ($([$($lt:lifetime)?] $ty:ty, |$v:ident| $value:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl $(<$lt>)? ToField for $ty {
            const TYPE: FieldType = <Self as BytesField<'_>>::TYPE;

            #[inline]
            fn to_field(&self) -> FieldValue<'_> {
                let $v = self;
                $value
            }

            #[inline]
            fn same(&self, other: &Self) -> bool {
                same_bytes(self.payload(), other.payload())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadField<'a> for $ty {
            #[inline]
            fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
                Ok(Self::at(record, slot.bits))
            }
        }
    )+};
}

payloads! {
    ['a] &'a str, |v| FieldValue::Bytes(v.payload());
    [] String, |v| FieldValue::Bytes(v.payload());
    [] Vec<u8>, |v| FieldValue::Bytes(v.payload());
    ['a] QName<'a>, |v| FieldValue::Encode(v);
    ['a] Items<'a>, |v| FieldValue::Encode(v);
}

impl Encode for QName<'_> {
    fn write(&self, to: &mut BlockWriter<'_>) {
        to.qname(self.0);
    }
}

impl Encode for Items<'_> {
    fn write(&self, to: &mut BlockWriter<'_>) {
        to.array(self.array());
    }
}

// By hand, since the compiler shows it to users who have a slice of something else.
#[diagnostic::do_not_recommend]
impl<'a> ToField for &'a [u8] {
    const TYPE: FieldType = <Self as BytesField<'a>>::TYPE;

    #[inline]
    fn to_field(&self) -> FieldValue<'_> {
        FieldValue::Bytes(self)
    }
}

#[diagnostic::do_not_recommend]
impl<'a> ReadField<'a> for &'a [u8] {
    #[inline]
    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
        Ok(door::payload(record, slot.bits))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ToRecord> ToField for T {
    const TYPE: FieldType = FieldType::Record;
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = Some(|| T::SHAPE);

    #[inline]
    fn to_field(&self) -> FieldValue<'_> {
        FieldValue::Encode(self)
    }

    #[inline]
    fn same(&self, other: &Self) -> bool {
        self.same_record(other)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: Record<'a>> ReadField<'a> for T {
    #[inline]
    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
        let inside = RecordRef::trusted(door::payload(record, slot.bits));
        T::from_record(inside).map_err(Unfit::Inside)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ToField> ToField for Option<T> {
    const TYPE: FieldType = T::TYPE;
    const OPTIONAL: bool = true;
    const ITEMS: Option<FieldType> = T::ITEMS;
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = T::RECORD_SHAPE;

    #[inline]
    fn to_field(&self) -> FieldValue<'_> {
        self.as_ref().map_or(FieldValue::Absent, T::to_field)
    }

    #[inline]
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.same(other),
            (None, None) => true,
            _ => false,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ReadField<'a>> ReadField<'a> for Option<T> {
    const HAS_REASON: bool = T::HAS_REASON;

    #[inline]
    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
        if !slot.is_present {
            return Ok(None);
        }
        T::read(slot, record).map(Some)
    }
}
