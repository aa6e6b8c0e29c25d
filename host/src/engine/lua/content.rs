//! Values of fields, with bytes of their own.

use heeus_abi::{ArrayRef, FieldType, Items, RecordBuf, encode_array};

use super::failure::{Thrown, shown};

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    I32(i32),
    I64(i64),
    F32(f32),
    F64(f64),
    Bool(bool),
    Str(String),
    Bytes(Vec<u8>),
    QName(String),
    Id(i64),
    Record(RecordBuf),
    Array(Vec<u8>),
}

impl Content {
    /// Returns it as a value of a record.
    pub(super) fn value(&self) -> heeus_abi::Value<'_> {
        use heeus_abi::Value;
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
            Self::Array(v) => Value::Array(ArrayRef::trusted(v)),
        }
    }

    pub(super) fn field_type(&self) -> FieldType {
        self.value().field_type()
    }

    /// Returns the bytes that it takes, about.
    pub(super) fn size(&self) -> usize {
        let payload = match self {
            Self::Str(v) | Self::QName(v) => v.len(),
            Self::Bytes(v) | Self::Array(v) => v.len(),
            Self::Record(v) => v.as_ref().as_bytes().len(),
            _ => 0,
        };
        payload + size_of::<Self>()
    }

    /// Builds an array of these items, which all have the type `ty`.
    ///
    /// # Errors
    /// If it has too many items, is too large, or has a bad name among its items.
    pub(super) fn array(ty: FieldType, items: &[Self]) -> Result<Self, heeus_abi::EncodeError> {
        macro_rules! all {
            ($($kind:ident $from:expr,)+) => {
                match ty {
                    $(FieldType::$kind => {
                        let items: Vec<_> = items.iter().filter_map($from).collect();
                        encode(Items::$kind(&items))
                    })+
                    FieldType::Array => encode(Items::I64(&[])),
                }
            };
        }
        all! {
            I32 |item| match item { Self::I32(v) => Some(*v), _ => None },
            I64 |item| match item { Self::I64(v) => Some(*v), _ => None },
            F32 |item| match item { Self::F32(v) => Some(*v), _ => None },
            F64 |item| match item { Self::F64(v) => Some(*v), _ => None },
            Bool |item| match item { Self::Bool(v) => Some(*v), _ => None },
            Id |item| match item { Self::Id(v) => Some(*v), _ => None },
            Str |item| match item { Self::Str(v) => Some(v.as_str()), _ => None },
            QName |item| match item { Self::QName(v) => Some(v.as_str()), _ => None },
            Bytes |item| match item { Self::Bytes(v) => Some(v.as_slice()), _ => None },
            Record |item| match item { Self::Record(v) => Some(v.as_ref()), _ => None },
        }
    }
}

impl From<heeus_abi::Value<'_>> for Content {
    fn from(value: heeus_abi::Value<'_>) -> Self {
        use heeus_abi::Value;
        match value {
            Value::I32(v) => Self::I32(v),
            Value::I64(v) => Self::I64(v),
            Value::F32(v) => Self::F32(if v.is_nan() { f32::NAN } else { v }),
            Value::F64(v) => Self::F64(if v.is_nan() { f64::NAN } else { v }),
            Value::Bool(v) => Self::Bool(v),
            Value::Str(v) => Self::Str(v.to_owned()),
            Value::Bytes(v) => Self::Bytes(v.to_vec()),
            Value::QName(v) => Self::QName(v.to_owned()),
            Value::Id(v) => Self::Id(v),
            Value::Record(v) => Self::Record(v.into()),
            Value::Array(v) => Self::Array(v.as_bytes().to_vec()),
        }
    }
}

fn encode(items: Items<'_>) -> Result<Content, heeus_abi::EncodeError> {
    let mut bytes = Vec::new();
    encode_array(items, &mut bytes)?;
    Ok(Content::Array(bytes))
}

/// Returns the type of this name; "id" is short for a record id.
pub(super) fn field_type(name: &str) -> mlua::Result<FieldType> {
    let named = |ty: &FieldType| ty.name() == name || (*ty == FieldType::Id && name == "id");
    let found = FieldType::ALL.iter().copied().find(named);
    found.ok_or_else(|| {
        let known: Vec<_> = FieldType::ALL.iter().map(|ty| ty.name()).collect();
        let name = shown(name);
        Thrown::mistake(format!("no type {name:?}: expected {}", known.join(", ")))
    })
}
