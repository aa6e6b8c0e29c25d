//! Records as a test writes them.

use std::collections::BTreeMap;

use heeus_abi::{ArrayBuf, EncodeError, Field, FieldType, OwnedValue, RecordBuf, RecordRef, Value};
use heeus_sdk::values::{Date, Money, Timestamp};
use heeus_sdk::{QName, RecordId};

use heeus_host::Args;

/// A record that a test owns: fields by name, in the order of their names.
///
/// The macro [`record!`](crate::record) builds one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DynRecord {
    fields: BTreeMap<String, Content>,
}

/// The value of a field in a [`DynRecord`]. It has a `From` for every Rust type that is a type of
/// the contract.
///
/// Two floats are equal if their bits are: `0.0` is not `-0.0`. Every NaN becomes `f64::NAN`, as
/// engines do too.
///
/// Unlike an [`OwnedValue`] of the contract, it may break the contract's rules until it is encoded,
/// so that a test can write wrong records; and it has a `From` for types of the SDK.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Content {
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
    /// Qualified name.
    QName(String),
    /// Id of a record.
    Id(i64),
    /// Nested record.
    Record(DynRecord),
    /// Array.
    Array(Array),
}

/// Items of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    ty: FieldType,
    items: Vec<Content>,
}

impl DynRecord {
    /// A record without fields.
    pub const fn new() -> Self {
        Self {
            fields: BTreeMap::new(),
        }
    }

    /// Sets a field, in place of an earlier value of the same name.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Content>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// Removes the field of this name, if there is one.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.remove(name);
        self
    }

    /// The value of the field of this name.
    pub fn get(&self, name: &str) -> Option<&Content> {
        self.fields.get(name)
    }

    /// All fields, in the order of their names.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns whether the record has no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The record as bytes of the contract.
    ///
    /// # Errors
    /// [`EncodeError`] if a name or a size is not allowed.
    pub fn encode(&self) -> Result<RecordBuf, EncodeError> {
        let values = self.fields.values().map(Content::encode);
        let values = values.collect::<Result<Vec<_>, _>>()?;
        let fields = self.fields.keys().zip(&values);
        let fields = fields.map(|(name, value)| Field {
            name,
            value: value.as_ref(),
        });
        RecordBuf::new(&fields.collect::<Vec<_>>())
    }
}

impl From<DynRecord> for Args {
    fn from(record: DynRecord) -> Self {
        record.encode().into()
    }
}

impl From<RecordRef<'_>> for DynRecord {
    fn from(record: RecordRef<'_>) -> Self {
        let fields = record.fields();
        Self {
            fields: fields
                .map(|field| (field.name.to_owned(), field.value.into()))
                .collect(),
        }
    }
}

impl From<RecordBuf> for DynRecord {
    fn from(record: RecordBuf) -> Self {
        record.as_ref().into()
    }
}

impl Array {
    /// Items that are all of this type.
    #[cfg(feature = "proptest")]
    pub(super) const fn of(ty: FieldType, items: Vec<Content>) -> Self {
        Self { ty, items }
    }

    /// Type of the items.
    pub const fn item_type(&self) -> FieldType {
        self.ty
    }

    /// The items.
    pub fn items(&self) -> &[Content] {
        &self.items
    }
}

impl Content {
    /// The value with its records and arrays as bytes of the contract.
    pub(super) fn encode(&self) -> Result<OwnedValue, EncodeError> {
        Ok(match self {
            Self::I32(v) => OwnedValue::I32(*v),
            Self::I64(v) => OwnedValue::I64(*v),
            Self::F32(v) => OwnedValue::F32(*v),
            Self::F64(v) => OwnedValue::F64(*v),
            Self::Bool(v) => OwnedValue::Bool(*v),
            Self::Str(v) => OwnedValue::Str(v.clone()),
            Self::Bytes(v) => OwnedValue::Bytes(v.clone()),
            Self::QName(v) => OwnedValue::QName(v.clone()),
            Self::Id(v) => OwnedValue::Id(*v),
            Self::Record(v) => OwnedValue::Record(v.encode()?),
            Self::Array(v) => {
                let items = v.items.iter().map(Self::encode);
                let items = items.collect::<Result<Vec<_>, _>>()?;
                OwnedValue::Array(ArrayBuf::of(v.ty, &items)?)
            }
        })
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::I32(a), Self::I32(b)) => a == b,
            (Self::I64(a), Self::I64(b)) | (Self::Id(a), Self::Id(b)) => a == b,
            (Self::F32(a), Self::F32(b)) => a.to_bits() == b.to_bits(),
            (Self::F64(a), Self::F64(b)) => a.to_bits() == b.to_bits(),
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Str(a), Self::Str(b)) | (Self::QName(a), Self::QName(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Record(a), Self::Record(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Content {}

/// A Rust type of the items of an array.
pub trait Item: Into<Content> {
    /// The type in the contract.
    const TYPE: FieldType;
}

macro_rules! contents {
    ($($rust:ty => $variant:ident, $value:ident: $owned:expr;)+) => { $(
        impl From<$rust> for Content {
            fn from($value: $rust) -> Self {
                Self::$variant($owned)
            }
        }

        impl Item for $rust {
            const TYPE: FieldType = FieldType::$variant;
        }
    )+ };
}

contents! {
    i32 => I32, value: value;
    i64 => I64, value: value;
    // The contract has one NaN of each type, whatever bits a computation yields.
    f32 => F32, value: if value.is_nan() { f32::NAN } else { value };
    f64 => F64, value: if value.is_nan() { f64::NAN } else { value };
    bool => Bool, value: value;
    &str => Str, value: value.to_owned();
    String => Str, value: value;
    &String => Str, value: value.clone();
    &[u8] => Bytes, value: value.to_vec();
    Vec<u8> => Bytes, value: value;
    QName<'_> => QName, value: value.0.to_owned();
    RecordId => Id, value: value.0;
    Date => I32, value: value.days();
    Money => I64, value: value.ten_thousandths();
    Timestamp => I64, value: value.millis();
    DynRecord => Record, value: value;
    &DynRecord => Record, value: value.clone();
}

impl<const N: usize> From<&[u8; N]> for Content {
    fn from(value: &[u8; N]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl<const N: usize> Item for &[u8; N] {
    const TYPE: FieldType = FieldType::Bytes;
}

impl<T: Item, const N: usize> From<[T; N]> for Content {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<T: Item> From<Vec<T>> for Content {
    fn from(items: Vec<T>) -> Self {
        Self::Array(Array {
            ty: T::TYPE,
            items: items.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<Value<'_>> for Content {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::I32(v) => Self::I32(v),
            Value::I64(v) => Self::I64(v),
            Value::F32(v) => Self::F32(v),
            Value::F64(v) => Self::F64(v),
            Value::Bool(v) => Self::Bool(v),
            Value::Str(v) => v.into(),
            Value::Bytes(v) => v.into(),
            Value::QName(v) => QName(v).into(),
            Value::Id(v) => Self::Id(v),
            Value::Record(v) => Self::Record(v.into()),
            Value::Array(v) => Self::Array(Array {
                ty: v.item_type().unwrap_or(FieldType::I32),
                items: v.iter().map(Into::into).collect(),
            }),
        }
    }
}

/// Builds a [`DynRecord`] from names and values.
///
/// A value has the type of its Rust literal: `1` is an i32, `1i64` an i64, `1.0` an f64, `b"x"`
/// bytes. [`RecordId`] and [`QName`] mark values that would be a number or a text otherwise;
/// `Money`, `Date` and `Timestamp` are the numbers that fields have for them. A name that is no
/// identifier stands in quotes.
///
/// ```
/// use heeus_host_testkit::prelude::*;
///
/// let order = record! {
///     Year: 2026,
///     "sys.ID": RecordId(1),
///     Items: [record! { Quantity: 1, SinglePrice: 100i64 }],
/// };
/// assert_eq!(order.get("Year"), Some(&2026.into()));
/// ```
#[macro_export]
macro_rules! record {
    ($($name:tt : $value:expr),* $(,)?) => {
        $crate::DynRecord::new()$(.with($crate::__field_name!($name), $value))*
    };
}

/// The name of a field in `record!`: an identifier, or a text.
#[doc(hidden)]
#[macro_export]
macro_rules! __field_name {
    ($name:ident) => {
        ::core::stringify!($name)
    };
    ($name:literal) => {
        $name
    };
}
