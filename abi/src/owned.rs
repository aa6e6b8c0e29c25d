//! Arrays and values that own their bytes.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::encode::append;
use crate::qname::is_qname;
use crate::write::{write_payloads, write_scalars};
use crate::{
    ArrayRef, EncodeError, FieldType, Items, RecordBuf, Value, encode_array, float, limits,
};

/// An array that owns its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct ArrayBuf {
    bytes: Vec<u8>,
}

impl ArrayBuf {
    /// Encodes an array of these items.
    ///
    /// # Errors
    /// [`EncodeError`] if there are too many items, or one is not allowed.
    pub fn new(items: Items<'_>) -> Result<Self, EncodeError> {
        let mut bytes = Vec::new();
        encode_array(items, &mut bytes)?;
        Ok(Self { bytes })
    }

    /// Encodes an array of these values, which all have the type `ty`.
    ///
    /// # Errors
    /// [`EncodeError::ItemType`] if a value has another type, and as [`new`](Self::new).
    pub fn of(ty: FieldType, items: &[OwnedValue]) -> Result<Self, EncodeError> {
        if items.len() > limits::MAX_ITEMS {
            return Err(EncodeError::TooManyItems);
        }
        if ty == FieldType::Array || items.iter().any(|item| item.field_type() != ty) {
            return Err(EncodeError::ItemType);
        }
        let is_wrong = |item: &_| matches!(item, OwnedValue::QName(name) if !is_qname(name));
        if items.iter().any(is_wrong) {
            return Err(EncodeError::QName);
        }
        let mut bytes = Vec::new();
        append(&mut bytes, 0, |to| {
            if ty.is_scalar() {
                let slots = items.iter().map(|item| item.as_ref().slot().unwrap_or(0));
                write_scalars(ty, slots, to);
            } else {
                write_payloads(ty, items, to, |item, to| to.bytes(item.as_ref().payload()));
            }
        })?;
        Ok(Self { bytes })
    }

    /// Borrows the array for reading.
    pub fn as_ref(&self) -> ArrayRef<'_> {
        ArrayRef::trusted(&self.bytes)
    }
}

impl fmt::Debug for ArrayBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(f)
    }
}

/// The value of a field outside of a block. It owns its content; records and arrays in it are
/// encoded.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnedValue {
    /// 32-bit signed integer.
    I32(i32),
    /// 64-bit signed integer.
    I64(i64),
    /// 32-bit float.
    F32(f32),
    /// 64-bit float.
    F64(f64),
    /// True or false.
    Bool(bool),
    /// UTF-8 text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Qualified name: package path, a dot, entity.
    QName(String),
    /// Id of a record.
    Id(i64),
    /// Nested record.
    Record(RecordBuf),
    /// Array.
    Array(ArrayBuf),
}

impl OwnedValue {
    /// Borrows the value, as a record takes it.
    pub fn as_ref(&self) -> Value<'_> {
        match self {
            Self::I32(v) => Value::I32(*v),
            Self::I64(v) => Value::I64(*v),
            Self::F32(v) => Value::F32(*v),
            Self::F64(v) => Value::F64(*v),
            Self::Bool(v) => Value::Bool(*v),
            Self::Str(v) => Value::Str(v),
            Self::Bytes(v) => Value::Bytes(v),
            Self::QName(v) => Value::QName(v),
            Self::Id(v) => Value::Id(*v),
            Self::Record(v) => Value::Record(v.as_ref()),
            Self::Array(v) => Value::Array(v.as_ref()),
        }
    }

    /// The type of the value on the wire.
    pub fn field_type(&self) -> FieldType {
        self.as_ref().field_type()
    }
}

/// Copies a value, with the one NaN that blocks have.
impl From<Value<'_>> for OwnedValue {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::I32(v) => Self::I32(v),
            Value::I64(v) => Self::I64(v),
            Value::F32(v) => Self::F32(f32::from_bits(float::f32_bits(v))),
            Value::F64(v) => Self::F64(f64::from_bits(float::f64_bits(v))),
            Value::Bool(v) => Self::Bool(v),
            Value::Str(v) => Self::Str(v.to_owned()),
            Value::Bytes(v) => Self::Bytes(v.to_owned()),
            Value::QName(v) => Self::QName(v.to_owned()),
            Value::Id(v) => Self::Id(v),
            Value::Record(v) => Self::Record(v.into()),
            Value::Array(v) => Self::Array(ArrayBuf {
                bytes: v.as_bytes().to_owned(),
            }),
        }
    }
}
