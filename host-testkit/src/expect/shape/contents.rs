//! Strategies for any value of a type.

use heeus_abi::FieldType;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{ITEMS, array_of};
use crate::expect::value::{Content, DynRecord};
use crate::expect::{QName, RecordId};

/// The most letters of a short text.
const SHORT: usize = 12;
/// The number of letters of a long text: more than one page of most things.
const LONG: std::ops::Range<usize> = 1000..5000;

/// Any value of this type.
pub(super) fn of(ty: FieldType) -> BoxedStrategy<Content> {
    match ty {
        FieldType::Record => record().prop_map_into().boxed(),
        FieldType::Array => arrays(),
        ty => plain(ty),
    }
}

/// Any value of this type, for types that contain no other values.
fn plain(ty: FieldType) -> BoxedStrategy<Content> {
    match ty {
        FieldType::I32 => integers32().prop_map_into().boxed(),
        FieldType::I64 => integers64().prop_map_into().boxed(),
        FieldType::F32 => floats32().prop_map_into().boxed(),
        FieldType::F64 => floats64().prop_map_into().boxed(),
        FieldType::Bool => any::<bool>().prop_map_into().boxed(),
        FieldType::Str => texts().prop_map_into().boxed(),
        FieldType::Bytes => bytes().prop_map_into().boxed(),
        FieldType::QName => qnames().boxed(),
        FieldType::Id => integers64().prop_map(|id| RecordId(id).into()).boxed(),
        FieldType::Record | FieldType::Array => Just(DynRecord::new().into()).boxed(),
    }
}

fn integers32() -> impl Strategy<Value = i32> {
    prop_oneof![
        3 => -10..=10,
        2 => any::<i32>(),
        1 => select(vec![i32::MIN, i32::MIN + 1, i32::MAX - 1, i32::MAX]),
    ]
}

fn integers64() -> impl Strategy<Value = i64> {
    let edge = i64::from(i32::MAX);
    prop_oneof![
        3 => -10_i64..=10,
        2 => any::<i64>(),
        1 => select(vec![i64::MIN, i64::MIN + 1, -edge - 2, edge + 1, i64::MAX - 1, i64::MAX]),
    ]
}

fn floats32() -> impl Strategy<Value = f32> {
    prop_oneof![
        2 => -10.0_f32..10.0,
        2 => proptest::num::f32::ANY,
        1 => select(vec![0.0, -0.0, f32::MIN, f32::MAX, f32::EPSILON, f32::MIN_POSITIVE]),
    ]
}

fn floats64() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => -10.0_f64..10.0,
        2 => proptest::num::f64::ANY,
        1 => select(vec![0.0, -0.0, f64::MIN, f64::MAX, f64::EPSILON, f64::MIN_POSITIVE]),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    let short = vec(any::<char>(), 0..=SHORT).prop_map(String::from_iter);
    let long = (any::<char>(), LONG).prop_map(|(letter, times)| letter.to_string().repeat(times));
    prop_oneof![1 => Just(String::new()), 6 => short, 1 => long]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => Just(Vec::new()),
        6 => vec(any::<u8>(), 0..=SHORT),
        1 => vec(any::<u8>(), LONG),
    ]
}

fn qnames() -> impl Strategy<Value = Content> {
    let part = vec(select(vec!['a', 'b', 'Z', '0', '_']), 0..=SHORT);
    let part = || {
        part.clone()
            .prop_map(|letters| format!("x{}", String::from_iter(letters)))
    };
    (part(), part()).prop_map(|(package, name)| QName(&format!("{package}.{name}")).into())
}

/// All types whose values contain no other values.
const PLAIN: [FieldType; 9] = [
    FieldType::I32,
    FieldType::I64,
    FieldType::F32,
    FieldType::F64,
    FieldType::Bool,
    FieldType::Str,
    FieldType::Bytes,
    FieldType::QName,
    FieldType::Id,
];

fn record() -> impl Strategy<Value = DynRecord> {
    let field = (0_u8..8, select(PLAIN.to_vec()).prop_flat_map(plain));
    let record = |fields: Vec<(u8, Content)>| {
        let fields = fields.into_iter();
        fields.fold(DynRecord::new(), |record, (name, value)| {
            record.with(format!("Field{name}"), value)
        })
    };
    vec(field, 0..=ITEMS).prop_map(record)
}

fn arrays() -> BoxedStrategy<Content> {
    let plain = select(PLAIN.to_vec());
    let plain = plain.prop_flat_map(|ty| {
        vec(self::plain(ty), 0..=ITEMS).prop_map(move |items| array_of(ty, items))
    });
    let records = vec(record(), 0..=ITEMS).prop_map(super::array);
    prop_oneof![3 => plain, 1 => records].boxed()
}
