//! Records as plain owned data, with their encoding and decoding.

use std::collections::BTreeMap;

use heeus_abi::{
    ArrayRef, EncodeError, Field, FieldType, Items, RecordBuilder, RecordRef, Value, encode_array,
};

/// Fields by name.
pub type Fields = BTreeMap<String, Owned>;

/// A value that owns its content. Floats are kept as their bits, so that a NaN equals itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owned {
    I32(i32),
    I64(i64),
    F32(u32),
    F64(u64),
    Bool(bool),
    Str(String),
    Bytes(Vec<u8>),
    QName(String),
    Id(i64),
    Record(Fields),
    /// The items have this type.
    Array(FieldType, Vec<Owned>),
}

impl Owned {
    /// The bytes of a nested record or array, which [`Self::value`] borrows.
    fn nested(&self) -> Result<Vec<u8>, EncodeError> {
        match self {
            Self::Record(fields) => encode(fields),
            Self::Array(ty, items) => encode_items(*ty, items),
            _ => Ok(Vec::new()),
        }
    }

    fn value<'a>(&'a self, nested: &'a [u8]) -> Value<'a> {
        match self {
            Self::I32(v) => Value::I32(*v),
            Self::I64(v) => Value::I64(*v),
            Self::F32(v) => Value::F32(f32::from_bits(*v)),
            Self::F64(v) => Value::F64(f64::from_bits(*v)),
            Self::Bool(v) => Value::Bool(*v),
            Self::Str(v) => Value::Str(v),
            Self::Bytes(v) => Value::Bytes(v),
            Self::QName(v) => Value::QName(v),
            Self::Id(v) => Value::Id(*v),
            Self::Record(_) => Value::Record(RecordRef::trusted(nested)),
            Self::Array(..) => Value::Array(ArrayRef::trusted(nested)),
        }
    }
}

impl From<Value<'_>> for Owned {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::I32(v) => Self::I32(v),
            Value::I64(v) => Self::I64(v),
            Value::F32(v) => Self::F32(v.to_bits()),
            Value::F64(v) => Self::F64(v.to_bits()),
            Value::Bool(v) => Self::Bool(v),
            Value::Str(v) => Self::Str(v.into()),
            Value::Bytes(v) => Self::Bytes(v.into()),
            Value::QName(v) => Self::QName(v.into()),
            Value::Id(v) => Self::Id(v),
            Value::Record(v) => Self::Record(decode(v)),
            Value::Array(v) => {
                let ty = v.item_type().expect("a checked array");
                Self::Array(ty, v.iter().map(Self::from).collect())
            }
        }
    }
}

/// The fields of a checked record.
pub fn decode(record: RecordRef<'_>) -> Fields {
    record
        .fields()
        .map(|field| (field.name.into(), field.value.into()))
        .collect()
}

/// Encodes a record; its fields are put in the order of the iterator.
pub fn encode<'a>(
    fields: impl IntoIterator<Item = (&'a String, &'a Owned)>,
) -> Result<Vec<u8>, EncodeError> {
    with_fields(fields, |builder| Ok(builder.build()?.into_bytes()))
}

/// Passes the fields, ready to encode, to `make`.
pub fn with_fields<'a, R>(
    fields: impl IntoIterator<Item = (&'a String, &'a Owned)>,
    make: impl FnOnce(&RecordBuilder<'_>) -> Result<R, EncodeError>,
) -> Result<R, EncodeError> {
    let mut parts = Vec::new();
    for (name, value) in fields {
        parts.push((name, value, value.nested()?));
    }
    let mut builder = RecordBuilder::new();
    for (name, value, nested) in &parts {
        builder.put(name, value.value(nested));
    }
    make(&builder)
}

fn encode_items(ty: FieldType, items: &[Owned]) -> Result<Vec<u8>, EncodeError> {
    let mut nested = Vec::new();
    for item in items {
        nested.push(item.nested()?);
    }
    let values: Vec<Value<'_>> = items
        .iter()
        .zip(&nested)
        .map(|(item, nested)| item.value(nested))
        .collect();
    encode_values(ty, &values)
}

/// The bytes of an array of these values, all of one type.
pub fn encode_values(ty: FieldType, values: &[Value<'_>]) -> Result<Vec<u8>, EncodeError> {
    macro_rules! items {
        ($variant:ident) => {{
            let items: Vec<_> = values
                .iter()
                .map(|value| match value {
                    Value::$variant(v) => *v,
                    other => panic!("{other:?} in an array of {ty}"),
                })
                .collect();
            let mut out = Vec::new();
            encode_array(Items::$variant(&items), &mut out)?;
            Ok(out)
        }};
    }
    match ty {
        FieldType::I32 => items!(I32),
        FieldType::I64 => items!(I64),
        FieldType::F32 => items!(F32),
        FieldType::F64 => items!(F64),
        FieldType::Bool => items!(Bool),
        FieldType::Str => items!(Str),
        FieldType::Bytes => items!(Bytes),
        FieldType::QName => items!(QName),
        FieldType::Id => items!(Id),
        FieldType::Record => items!(Record),
        FieldType::Array => panic!("an array of arrays"),
    }
}

/// Encodes a record again from its fields, and its nested parts too.
pub fn again(record: RecordRef<'_>) -> Vec<u8> {
    let shallow: Vec<Field<'_>> = record.fields().collect();
    let mut bytes = Vec::new();
    heeus_abi::encode_record(&shallow, &mut bytes).expect("fields of a checked record");
    let deep = encode(&decode(record)).expect("fields of a checked record");
    assert_eq!(bytes, deep, "nested parts as they are, and made anew");
    bytes
}
