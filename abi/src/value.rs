//! Values of fields.

use crate::float::{f32_bits, f64_bits};
use crate::{ArrayRef, FieldType, RecordRef};

/// The value of a field, borrowed from a block or from the code that fills one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
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
    Str(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Qualified name: package path, a dot, entity.
    QName(&'a str),
    /// Id of a record.
    Id(i64),
    /// Nested record.
    Record(RecordRef<'a>),
    /// Array.
    Array(ArrayRef<'a>),
}

impl<'a> Value<'a> {
    /// The type of the value on the wire.
    pub const fn field_type(&self) -> FieldType {
        match self {
            Self::I32(_) => FieldType::I32,
            Self::I64(_) => FieldType::I64,
            Self::F32(_) => FieldType::F32,
            Self::F64(_) => FieldType::F64,
            Self::Bool(_) => FieldType::Bool,
            Self::Str(_) => FieldType::Str,
            Self::Bytes(_) => FieldType::Bytes,
            Self::QName(_) => FieldType::QName,
            Self::Id(_) => FieldType::Id,
            Self::Record(_) => FieldType::Record,
            Self::Array(_) => FieldType::Array,
        }
    }

    /// The slot of a scalar in its table entry; `None` for other values.
    pub(crate) fn slot(&self) -> Option<u64> {
        Some(match *self {
            Self::I32(v) => u64::from(v.cast_unsigned()),
            Self::F32(v) => u64::from(f32_bits(v)),
            Self::I64(v) | Self::Id(v) => v.cast_unsigned(),
            Self::F64(v) => f64_bits(v),
            Self::Bool(v) => u64::from(v),
            _ => return None,
        })
    }

    /// The payload of a value that is not a scalar; empty for a scalar.
    pub(crate) fn payload(&self) -> &'a [u8] {
        match *self {
            Self::Str(v) | Self::QName(v) => v.as_bytes(),
            Self::Bytes(v) => v,
            Self::Record(v) => v.as_bytes(),
            Self::Array(v) => v.as_bytes(),
            _ => &[],
        }
    }
}

/// A name and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: Value<'a>,
}
