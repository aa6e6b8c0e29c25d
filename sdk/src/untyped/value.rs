//! Rust types as fields, both ways.

use alloc::vec::Vec;
use core::fmt;

use heeus_abi::{ArrayRef, EncodeError, FieldType, Items as AbiItems, RecordRef, Value, is_qname};

use crate::arena::RunMemory;
use crate::arena::text::{Text, ToText};
use crate::door;
use crate::run::block::encoded;
use crate::untyped::{Items, WasmRecordBuilder, WasmStateElement};

/// Id of a record. As text it is the number.
///
/// ```
/// use heeus_sdk::RecordId;
///
/// assert_eq!(format!("article {}", RecordId(-7)), "article -7");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub i64);

/// A qualified name: package path, a dot, entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName<'a>(pub &'a str);

/// A type that a field can be read as.
#[diagnostic::on_unimplemented(
    message = "a field cannot be read as `{Self}`",
    note = "fields are i32, i64, f32, f64, bool, &str, &[u8], QName, RecordId, WasmStateElement (a \
            record) or Items (an array)"
)]
pub trait FromField<'a>: Sized {
    /// The type on the wire.
    const TYPE: FieldType;

    #[doc(hidden)]
    fn from_slot(slot: u64, record: RecordRef<'a>) -> Self;
}

macro_rules! scalars {
    ($($ty:ty, $kind:ident, $from:expr;)+) => {$(
        impl FromField<'_> for $ty {
            const TYPE: FieldType = FieldType::$kind;

            #[inline]
            fn from_slot(slot: u64, _: RecordRef<'_>) -> Self {
                $from(slot)
            }
        }

        impl IntoField for $ty {
            #[inline]
            fn into_field(self, _: &RunMemory) -> Result<Value<'_>, &'static str> {
                Ok(Value::$kind(self.into()))
            }
        }
    )+};
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a narrow scalar lies in the slot's low bytes"
)]
const fn low(slot: u64) -> u32 {
    slot as u32
}

scalars! {
    i32, I32, |slot: u64| low(slot).cast_signed();
    i64, I64, u64::cast_signed;
    f32, F32, |slot: u64| f32::from_bits(low(slot));
    f64, F64, f64::from_bits;
    bool, Bool, |slot: u64| slot != 0;
    RecordId, Id, |slot: u64| Self(slot.cast_signed());
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ToText for RecordId {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        self.0.write_to(text);
    }
}

impl ToText for QName<'_> {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        self.0.write_to(text);
    }
}

impl From<RecordId> for i64 {
    fn from(id: RecordId) -> Self {
        id.0
    }
}

macro_rules! payloads {
    ($($ty:ty, $kind:ident, $from:expr;)+) => {$(
        impl<'a> FromField<'a> for $ty {
            const TYPE: FieldType = FieldType::$kind;

            #[inline]
            fn from_slot(slot: u64, record: RecordRef<'a>) -> Self {
                $from(record, slot)
            }
        }
    )+};
}

payloads! {
    &'a str, Str, door::text_at;
    &'a [u8], Bytes, door::payload;
    QName<'a>, QName, |record, slot| QName(door::text_at(record, slot));
    WasmStateElement<'a>, Record,
        |record, slot| WasmStateElement::new(RecordRef::trusted(door::payload(record, slot)));
    Items<'a>, Array,
        |record, slot| Items::new(ArrayRef::trusted(door::payload(record, slot)));
}

/// A type that a field can be filled with.
///
/// Texts, bytes and records are copied, so their sources need not live on.
#[diagnostic::on_unimplemented(
    message = "a field cannot be filled with `{Self}`",
    note = "fields are i32, i64, f32, f64, bool, &str, &[u8], QName, RecordId, a record \
            (&WasmRecordBuilder or WasmStateElement) or a slice of one of these"
)]
pub trait IntoField {
    #[doc(hidden)]
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str>;
}

impl IntoField for &str {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        Ok(Value::Str(memory.keep_text(self)))
    }
}

impl IntoField for QName<'_> {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        if !is_qname(self.0) {
            return Err(const { EncodeError::QName.text() });
        }
        Ok(Value::QName(memory.keep_text(self.0)))
    }
}

impl IntoField for &[u8] {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        Ok(Value::Bytes(memory.keep(self)))
    }
}

/// Checks a record for use in a field, or in an array there.
fn inside(record: RecordRef<'_>) -> Result<RecordRef<'_>, &'static str> {
    if record.fits_at(1) {
        Ok(record)
    } else {
        Err(const { EncodeError::TooDeep.text() })
    }
}

impl IntoField for WasmStateElement<'_> {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        let bytes = memory.keep(self.record().as_bytes());
        inside(RecordRef::trusted(bytes)).map(Value::Record)
    }
}

/// Encodes the record of a builder.
fn built<'run>(
    record: &WasmRecordBuilder<'_>,
    memory: &'run RunMemory,
) -> Result<RecordRef<'run>, &'static str> {
    inside(RecordRef::trusted(encoded(memory, record.fields())?))
}

impl IntoField for &WasmRecordBuilder<'_> {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        built(self, memory).map(Value::Record)
    }
}

fn array<'run>(items: AbiItems<'_>, memory: &'run RunMemory) -> Result<Value<'run>, &'static str> {
    let bytes = encoded(memory, &items)?;
    Ok(Value::Array(ArrayRef::trusted(bytes)))
}

macro_rules! arrays {
    ($($ty:ty, $kind:ident;)+) => {$(
        impl IntoField for &[$ty] {
            fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
                array(AbiItems::$kind(self), memory)
            }
        }
    )+};
}

arrays! {
    i32, I32;
    i64, I64;
    f32, F32;
    f64, F64;
    bool, Bool;
    &str, Str;
    &[u8], Bytes;
}

impl IntoField for &[RecordId] {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        let ids: Vec<i64> = self.iter().map(|id| id.0).collect();
        array(AbiItems::Id(&ids), memory)
    }
}

impl IntoField for &[QName<'_>] {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        let names: Vec<&str> = self.iter().map(|name| name.0).collect();
        array(AbiItems::QName(&names), memory)
    }
}

impl IntoField for &[WasmStateElement<'_>] {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        let records = self
            .iter()
            .map(|element| inside(element.record()))
            .collect::<Result<Vec<_>, _>>()?;
        array(AbiItems::Record(&records), memory)
    }
}

impl IntoField for &[WasmRecordBuilder<'_>] {
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        let records = self
            .iter()
            .map(|record| built(record, memory))
            .collect::<Result<Vec<_>, _>>()?;
        array(AbiItems::Record(&records), memory)
    }
}

impl<T, const N: usize> IntoField for &[T; N]
where
    for<'a> &'a [T]: IntoField,
{
    fn into_field(self, memory: &RunMemory) -> Result<Value<'_>, &'static str> {
        self.as_slice().into_field(memory)
    }
}
