//! Rust types as items of arrays.

use alloc::string::String;
use alloc::vec::Vec;

use crate::run::encode::{Encode, FieldValue};
use heeus_abi::write::{write_payloads, write_scalars};
use heeus_abi::{ArrayRef, BlockWriter, FieldType, RecordRef, same_bytes};

use super::bytes_field::BytesField;
use super::field::{ReadField, ToField, Unfit};
use super::record::{Record, Shape, Slot, ToRecord};
use crate::arena::small_vec::filled;
use crate::door;
use crate::untyped::{FromField as _, QName, RecordId};

/// A type that an array's items may have, in structs that are written: the types of fields without
/// arrays and options, and without `u8`, since a `Vec<u8>` is bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an item of an array",
    label = "not a type of the contract's arrays",
    note = "items are i8 to i64, u16, u32, f32, f64, bool, &str, String, &[u8], Vec<u8>, QName, \
            RecordId or types that derive `Record` or `Field`; a Vec<u8> is bytes"
)]
pub trait ToItem: Sized {
    /// The type on the wire.
    const ITEM: FieldType;
    /// Fields of the records in an array.
    #[doc(hidden)]
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = None;

    /// Writes the array.
    #[doc(hidden)]
    fn write(items: &[Self], to: &mut BlockWriter<'_>);

    /// Returns whether both items are the same on the wire.
    #[doc(hidden)]
    fn same_item(&self, other: &Self) -> bool;
}

/// A type that an array's items may have, in structs that are read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an item of an array",
    label = "not a type of the contract's arrays",
    note = "items are i8 to i64, u16, u32, f32, f64, bool, &str, String, &[u8], Vec<u8>, QName, \
            RecordId or types that derive `Record` or `Field`; a Vec<u8> is bytes"
)]
pub trait ReadItem<'a>: ToItem {
    /// As [`ReadField::HAS_REASON`].
    #[doc(hidden)]
    const HAS_REASON: bool = false;

    /// Reads the item at this place of an array whose items have this type.
    #[doc(hidden)]
    fn read(array: ArrayRef<'a>, index: usize) -> Result<Self, Unfit>;
}

macro_rules! scalars {
    ($($ty:ty)+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToItem for $ty {
            const ITEM: FieldType = <Self as ToField>::TYPE;

            #[inline]
            fn write(items: &[Self], to: &mut BlockWriter<'_>) {
                let slots = items.iter().map(|item| item.to_field().slot());
                write_scalars(Self::ITEM, slots, to);
            }

            #[inline]
            fn same_item(&self, other: &Self) -> bool {
                self.same(other)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadItem<'a> for $ty {
            #[inline]
            fn read(array: ArrayRef<'a>, index: usize) -> Result<Self, Unfit> {
                let bits = array.slot(index, Self::ITEM).ok_or(Unfit::Items)?;
                Ok(Self::from_slot(bits, RecordRef::empty()))
            }
        }
    )+};
}

scalars! { i32 i64 f32 f64 bool RecordId }

macro_rules! narrow {
    ($($ty:ty, $wide:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToItem for $ty {
            const ITEM: FieldType = <Self as ToField>::TYPE;

            #[inline]
            fn write(items: &[Self], to: &mut BlockWriter<'_>) {
                let slots = items.iter().map(|item| item.to_field().slot());
                write_scalars(Self::ITEM, slots, to);
            }

            #[inline]
            fn same_item(&self, other: &Self) -> bool {
                self.same(other)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadItem<'a> for $ty {
            #[inline]
            fn read(array: ArrayRef<'a>, index: usize) -> Result<Self, Unfit> {
                Self::try_from(<$wide as ReadItem>::read(array, index)?).map_err(|_| Unfit::Range)
            }
        }
    )+};
}

// Without `u8`: a `Vec<u8>` is bytes.
narrow! {
    i8, i32;
    i16, i32;
    u16, i32;
    u32, i64;
}

macro_rules! payloads {
    ($([$($lt:lifetime)?] $ty:ty, $write:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl $(<$lt>)? ToItem for $ty {
            const ITEM: FieldType = <Self as BytesField<'_>>::TYPE;

            #[inline]
            fn write(items: &[Self], to: &mut BlockWriter<'_>) {
                write_payloads(Self::ITEM, items, to, $write);
            }

            #[inline]
            fn same_item(&self, other: &Self) -> bool {
                same_bytes(self.payload(), other.payload())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'a> ReadItem<'a> for $ty {
            #[inline]
            fn read(array: ArrayRef<'a>, index: usize) -> Result<Self, Unfit> {
                let bytes = door::item_bytes(array, index, Self::ITEM);
                bytes.map(Self::of).ok_or(Unfit::Items)
            }
        }
    )+};
}

payloads! {
    ['a] &'a str, |item, to| to.bytes(item.payload());
    [] String, |item, to| to.bytes(item.payload());
    ['a] &'a [u8], |item, to| to.bytes(item.payload());
    [] Vec<u8>, |item, to| to.bytes(item.payload());
    ['a] QName<'a>, |item, to| to.qname(item.0);
}

#[diagnostic::do_not_recommend]
impl<T: ToRecord> ToItem for T {
    const ITEM: FieldType = FieldType::Record;
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = Some(|| T::SHAPE);

    #[inline]
    fn write(items: &[Self], to: &mut BlockWriter<'_>) {
        write_payloads(FieldType::Record, items, to, |item, to| {
            Encode::write(item, to);
        });
    }

    #[inline]
    fn same_item(&self, other: &Self) -> bool {
        self.same_record(other)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: Record<'a>> ReadItem<'a> for T {
    #[inline]
    fn read(array: ArrayRef<'a>, index: usize) -> Result<Self, Unfit> {
        let record = door::item(array, index).ok_or(Unfit::Items)?;
        T::from_record(record).map_err(Unfit::Inside)
    }
}

impl<T: ToItem> Encode for Vec<T> {
    fn write(&self, to: &mut BlockWriter<'_>) {
        T::write(self, to);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ToItem> ToField for Vec<T> {
    const TYPE: FieldType = FieldType::Array;
    const ITEMS: Option<FieldType> = Some(T::ITEM);
    const RECORD_SHAPE: Option<fn() -> &'static Shape> = T::RECORD_SHAPE;

    #[inline]
    fn to_field(&self) -> FieldValue<'_> {
        FieldValue::Encode(self)
    }

    #[inline]
    fn same(&self, other: &Self) -> bool {
        let mut pairs = self.iter().zip(other);
        self.len() == other.len() && pairs.all(|(one, other)| one.same_item(other))
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: ReadItem<'a>> ReadField<'a> for Vec<T> {
    const HAS_REASON: bool = T::HAS_REASON;

    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
        let array = ArrayRef::trusted(door::payload(record, slot.bits));
        // An array with items of another type is refused, however few they are.
        if !door::is_of(array, T::ITEM) {
            return Err(Unfit::Items);
        }
        filled(door::len(array), |index| T::read(array, index))
    }
}
